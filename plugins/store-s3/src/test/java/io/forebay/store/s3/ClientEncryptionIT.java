package io.forebay.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.s3.AmazonS3EncryptionClientBuilder;
import com.amazonaws.services.s3.model.CryptoConfiguration;
import com.amazonaws.services.s3.model.CryptoMode;
import com.amazonaws.services.s3.model.EncryptionMaterials;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.S3Object;
import com.amazonaws.services.s3.model.StaticEncryptionMaterialsProvider;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.Encryption;
import io.forebay.spi.store.MasterKey;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that AWS's own encryption client reads and writes, and objects that are not as they should be. */
class ClientEncryptionIT {
    private static final int PART = (int) S3Upload.PART;
    private static final byte[] KEY = new byte[32];
    private static final String BASE64;

    static {
        new Random(11).nextBytes(KEY);
        BASE64 = Base64.getEncoder().encodeToString(KEY);
    }

    private static final MasterKey MASTER = MasterKey.parse(BASE64);

    private static LocalS3 server;
    private static ObjectStore store;
    private static AmazonS3 plainClient;
    private static AmazonS3 encryptionClient;

    @TempDir
    Path folder;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        server = new LocalS3(data);
        store = server.open(Map.of());
        AWSStaticCredentialsProvider credentials =
                new AWSStaticCredentialsProvider(new BasicAWSCredentials(LocalS3.KEY, LocalS3.SECRET));
        EndpointConfiguration endpoint =
                new EndpointConfiguration(server.endpoint().toString(), "us-east-1");
        plainClient = AmazonS3ClientBuilder.standard()
                .withCredentials(credentials)
                .withEndpointConfiguration(endpoint)
                .withPathStyleAccessEnabled(true)
                .build();
        encryptionClient = encryptionClient(credentials, endpoint);
        plainClient.createBucket("lake");
    }

    @SuppressWarnings("deprecation") // the version that Redshift used
    private static AmazonS3 encryptionClient(AWSStaticCredentialsProvider credentials, EndpointConfiguration endpoint) {
        EncryptionMaterials materials = new EncryptionMaterials(new SecretKeySpec(KEY, "AES"));
        return AmazonS3EncryptionClientBuilder.standard()
                .withCredentials(credentials)
                .withEndpointConfiguration(endpoint)
                .withPathStyleAccessEnabled(true)
                .withCryptoConfiguration(new CryptoConfiguration(CryptoMode.EncryptionOnly))
                .withEncryptionMaterials(new StaticEncryptionMaterialsProvider(materials))
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        encryptionClient.shutdown();
        plainClient.shutdown();
        store.close();
        server.close();
    }

    @Test
    void writesWhatTheEncryptionClientReads() throws IOException {
        for (int size : new int[] {0, 1, 15, 16, 17, 100_000, PART - 16, PART - 1, PART, PART + 1, 2 * PART - 16}) {
            byte[] bytes = bytes(size);
            StoredObject stored = put("ours", bytes);
            assertThat(stored.size()).as("size " + size).isEqualTo((size / 16 + 1) * 16L);
            try (S3Object read = encryptionClient.getObject("lake", "ours")) {
                assertThat(Arrays.equals(read.getObjectContent().readAllBytes(), bytes))
                        .as("size " + size)
                        .isTrue();
            }
            assertThat(read(stored, MASTER)).as("size " + size).isEqualTo(bytes);
        }
    }

    @Test
    void readsWhatTheEncryptionClientWrites() throws IOException {
        for (int size : new int[] {0, 1, 16, 65_535, 65_536, 3_000_000}) {
            byte[] bytes = bytes(size);
            ObjectMetadata metadata = new ObjectMetadata();
            metadata.setContentLength(size);
            encryptionClient.putObject("lake", "theirs", new ByteArrayInputStream(bytes), metadata);
            StoredObject stored = find("theirs");
            assertThat(stored.size()).isEqualTo((size / 16 + 1) * 16L);
            assertThat(read(stored, MASTER)).as("size " + size).isEqualTo(bytes);
        }
    }

    @Test
    void givesEachObjectAKeyOfItsOwn() throws IOException {
        byte[] one = stored(put("one", new byte[64]));
        byte[] two = stored(put("two", new byte[64]));
        assertThat(one).isNotEqualTo(two).hasSize(80);
        assertThat(metadata("one").getUserMetadata())
                .containsOnlyKeys("x-amz-key", "x-amz-iv", "x-amz-matdesc", "x-amz-unencrypted-content-length")
                .containsEntry("x-amz-matdesc", "{}")
                .containsEntry("x-amz-unencrypted-content-length", "64")
                .doesNotContainEntry("x-amz-key", metadata("two").getUserMetaDataOf("x-amz-key"));
    }

    @Test
    void refusesAnotherKey() throws IOException {
        StoredObject stored = put("other", bytes(1000));
        byte[] key = KEY.clone();
        for (int bit = 0; bit < 256; bit++) {
            key[bit / 8] ^= (byte) (1 << bit % 8);
            MasterKey wrong = MasterKey.parse(Base64.getEncoder().encodeToString(key));
            refused(stored, wrong, "another master key");
            key[bit / 8] = KEY[bit / 8];
        }
    }

    @Test
    void refusesAnEndThatWasChangedOrCut() throws IOException {
        byte[] bytes = stored(put("end", bytes(100_000)));
        ObjectMetadata metadata = metadata("end");
        byte[] flipped = bytes.clone();
        flipped[flipped.length - 17] ^= 1; // turns the last bit of the padding
        refused(replaced("end", flipped, metadata), MASTER, "up to its end");
        for (int length : new int[] {0, 1, 16, 50_000, bytes.length - 16, bytes.length - 1}) {
            StoredObject cut = replaced("end", Arrays.copyOf(bytes, length), metadata);
            refused(cut, MASTER, "is damaged");
        }
    }

    @Test
    void checksTheLengthThatTheMetadataTells() throws IOException {
        byte[] bytes = stored(put("length", bytes(1000)));
        ObjectMetadata metadata = metadata("length");
        metadata.addUserMetadata("x-amz-unencrypted-content-length", "999");
        refused(replaced("length", bytes, metadata), MASTER, "it has 1000 bytes, and its metadata says 999");
        metadata.addUserMetadata("x-amz-unencrypted-content-length", "many");
        refused(replaced("length", bytes, metadata), MASTER, "x-amz-unencrypted-content-length in its metadata");
        metadata.getUserMetadata().remove("x-amz-unencrypted-content-length");
        assertThat(read(replaced("length", bytes, metadata), MASTER)).isEqualTo(bytes(1000));
    }

    @Test
    void refusesMetadataThatIsDamagedOrMissing() throws IOException {
        byte[] bytes = stored(put("damaged", bytes(1000)));
        for (String name : new String[] {"x-amz-key", "x-amz-iv"}) {
            for (String value : new String[] {"", "!", "AAAA"}) {
                ObjectMetadata metadata = metadata("damaged");
                metadata.addUserMetadata(name, value);
                StoredObject damaged = replaced("damaged-" + name, bytes, metadata);
                assertThatThrownBy(() -> read(damaged, MASTER)).satisfies(ClientEncryptionIT::isNotDecrypted);
            }
        }
        StoredObject plain = store.put(ObjectUri.parse("s3://lake/plain"), bytes(64));
        refused(plain, MASTER, "is not encrypted by a client");
    }

    @Test
    void takesAnObjectOfNoBytesAndNoKeyForEmpty() throws IOException {
        StoredObject marker = store.put(ObjectUri.parse("s3://lake/folder/"), new byte[0]);
        assertThat(read(marker, MASTER)).isEmpty();
    }

    @Test
    void refusesNewerKindsOfEncryption() throws IOException {
        ObjectMetadata newer = new ObjectMetadata();
        newer.addUserMetadata("x-amz-key-v2", "AAAA");
        newer.addUserMetadata("x-amz-iv", "AAAA");
        newer.addUserMetadata("x-amz-wrap-alg", "AESWrap");
        newer.addUserMetadata("x-amz-cek-alg", "AES/GCM/NoPadding");
        refused(replaced("newer", bytes(64), newer), MASTER, "is encrypted in a newer way (AES/GCM/NoPadding)");
    }

    private StoredObject put(String key, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("file"), bytes);
        return store.put(ObjectUri.parse("s3://lake/" + key), file, new Encryption.ByClient(MASTER));
    }

    private static StoredObject find(String key) {
        return store.find(ObjectUri.parse("s3://lake/" + key)).orElseThrow();
    }

    private static byte[] stored(StoredObject object) throws IOException {
        try (InputStream stream = store.open(object)) {
            return stream.readAllBytes();
        }
    }

    private static byte[] read(StoredObject object, MasterKey key) throws IOException {
        try (InputStream stream = store.open(object, key)) {
            return stream.readAllBytes();
        }
    }

    private static ObjectMetadata metadata(String key) {
        return plainClient.getObjectMetadata("lake", key);
    }

    /** Somebody who can write to the bucket puts other bytes beside the same metadata. */
    private static StoredObject replaced(String key, byte[] bytes, ObjectMetadata metadata) {
        ObjectMetadata same = new ObjectMetadata();
        same.setUserMetadata(metadata.getUserMetadata());
        same.setContentLength(bytes.length);
        plainClient.putObject("lake", key, new ByteArrayInputStream(bytes), same);
        return find(key);
    }

    private static void refused(StoredObject object, MasterKey key, String why) {
        assertThatThrownBy(() -> read(object, key))
                .satisfies(ClientEncryptionIT::isNotDecrypted)
                .hasMessageContaining(why)
                .hasMessageContaining(object.uri().toString())
                .hasMessageNotContaining(BASE64);
    }

    private static void isNotDecrypted(Throwable thrown) {
        assertThat(thrown).isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.code())
                .isEqualTo(StoreError.NOT_DECRYPTED));
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
