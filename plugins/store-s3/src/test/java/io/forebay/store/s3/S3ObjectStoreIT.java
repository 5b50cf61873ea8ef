package io.forebay.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.forebay.contract.store.ObjectStoreContract;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.Encryption;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.Settlement;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoreOutcome;
import io.forebay.spi.store.StoredObject;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Against a real S3 server. */
class S3ObjectStoreIT extends ObjectStoreContract {
    private static LocalS3 server;
    private static ObjectStore store;
    private String bucket = "";

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        server = new LocalS3(folder);
        store = server.open(Map.of());
    }

    @AfterAll
    static void stopServer() throws Exception {
        store.close();
        server.close();
    }

    @BeforeEach
    void makeBucket() {
        bucket = "lake-" + UUID.randomUUID();
        try (S3Client client = client()) {
            client.createBucket(create -> create.bucket(bucket));
        }
    }

    private static S3Client client() {
        return S3Client.builder()
                .httpClient(new JdkHttpClient(Duration.ofSeconds(10), Duration.ofSeconds(10)))
                .endpointOverride(server.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(LocalS3.KEY, LocalS3.SECRET)))
                .build();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected ObjectUri bucket() {
        return new ObjectUri("s3", bucket, "");
    }

    @Override
    protected boolean encryptsByClient() {
        return true;
    }

    @Test
    void servesEveryBucket() {
        assertThat(store.serves("s3", "any")).isTrue();
    }

    @Test
    void cannotWatch() {
        assertThat(store.watch(bucket(), new ArrivalListener() {
                    @Override
                    public void arrived(StoredObject object, Settlement settlement) {}

                    @Override
                    public void lost() {}
                }))
                .isEmpty();
        assertThat(store.unfinished(put("k", "x"))).isFalse();
    }

    /** This server sorts by UTF-16: S3 and others do not. */
    @Override
    protected boolean canHold(String key) {
        return key.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }

    @Test
    void refusesABucketThatDoesNotListInKeyOrder() {
        put("\ud83d\ude00", "x");
        put("\uff5e", "x");
        assertRefused(CommonError.NOT_SUPPORTED, () -> keys("", "", 10)).hasMessageContaining("key order");
    }

    /** This server keeps objects as files, and answers 500 when one is asked for as a folder. */
    @Override
    @Test
    protected void findsNothingBelowAnObject() {
        StoredObject object = put("dir/a", "x");
        assertRefused(StoreError.STORE_AWAY, () -> store.find(uri("dir/a/b")));
        assertThat(store.find(object.uri())).contains(object);
    }

    @Test
    void takesBackThePartsOfAnUploadThatIsInterrupted(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("file");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), (150 << 20) - 1);
        }
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread upload = new Thread(
                () -> ended.complete(catchThrowable(() -> store.put(uri("big"), file, Encryption.AS_BUCKET))));
        try (S3Client client = client()) {
            upload.start();
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (uploads(client) == 0 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            upload.interrupt();
            assertThat(ended.get(20, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            ForebayException.class, e -> assertThat(e.code()).isEqualTo(CommonError.CANCELLED));
            assertThat(uploads(client)).isZero();
            assertThat(store.find(uri("big"))).isEmpty();
        }
    }

    @Test
    void copiesInPartsWithAllThatBelongsToTheObject() throws Exception {
        byte[] bytes = new byte[(13 << 20) + 7];
        new Random(9).nextBytes(bytes);
        Map<String, String> settings = Map.of(
                "endpoint",
                server.endpoint().toString(),
                "access-key-id",
                LocalS3.KEY,
                "secret-access-key",
                LocalS3.SECRET);
        try (S3Client client = client();
                S3Connection connection = new S3Connection(S3Settings.parse(settings))) {
            client.putObject(
                    put -> put.bucket(bucket)
                            .key("in/big")
                            .contentType("text/csv")
                            .contentEncoding("gzip")
                            .metadata(Map.of("owner", "ingest")),
                    RequestBody.fromBytes(bytes));
            StoredObject object = store.find(uri("in/big")).orElseThrow();
            for (long largest : new long[] {5 << 20, 1 << 30}) {
                ObjectUri target = uri("done/" + largest);
                S3Conditional conditional = new S3Conditional(connection, largest);
                assertThat(conditional.copy(object, target, "m-1")).isEqualTo(StoreOutcome.DONE);
                assertThat(conditional.copy(object, target, "m-1")).isEqualTo(StoreOutcome.DONE);
                assertThat(conditional.copy(object, target, "m-2")).isEqualTo(StoreOutcome.TAKEN);
                HeadObjectResponse copy =
                        client.headObject(head -> head.bucket(bucket).key(target.key()));
                assertThat(copy.contentType()).isEqualTo("text/csv");
                assertThat(copy.contentEncoding()).isEqualTo("gzip");
                assertThat(copy.metadata()).containsEntry("owner", "ingest");
                try (InputStream stream = store.open(store.find(target).orElseThrow())) {
                    assertThat(Arrays.equals(stream.readAllBytes(), bytes)).isTrue();
                }
            }
            assertThat(uploads(client)).isZero();
        }
    }

    private int uploads(S3Client client) {
        return client.listMultipartUploads(list -> list.bucket(bucket))
                .uploads()
                .size();
    }

    @Test
    void wrongSecretIsDeniedAndNotShown() {
        try (ObjectStore other = server.open(Map.of("secret-access-key", "wrong-secret"))) {
            assertRefused(StoreError.ACCESS_DENIED, () -> other.list(bucket(), "", 1))
                    .hasMessageNotContainingAny("wrong-secret", LocalS3.SECRET);
        }
    }

    @Test
    void nobodyAtTheEndpointIsAway() {
        try (ObjectStore other = server.open(Map.of("endpoint", "http://127.0.0.1:1"))) {
            assertRefused(StoreError.STORE_AWAY, () -> other.list(bucket(), "", 1));
        }
    }
}
