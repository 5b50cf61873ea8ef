package io.forebay.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a store does that is slow, busy, broken or lying. */
@Timeout(60)
class S3FaultsTest {
    private static final byte[] BYTES = bytes(300_000);
    private static final ObjectUri URI = ObjectUri.parse("s3://lake/dir/k");
    private static final StoredObject OBJECT = new StoredObject(URI, BYTES.length, "e1", Instant.EPOCH);

    @Test
    void aConnectionThatBreaksIsTakenUpAgainAtTheSameByteOfTheSameVersion() throws IOException {
        try (FaultyS3 server = new FaultyS3(
                        FaultyS3.reset(BYTES, "e1", 100_000),
                        FaultyS3.cut(BYTES, "e1", 200_000),
                        FaultyS3.whole(BYTES, "e1"));
                ObjectStore store = store(server);
                InputStream stream = store.open(OBJECT)) {
            assertThat(stream.readAllBytes()).isEqualTo(BYTES);
            assertThat(server.requests()).hasSize(3);
            assertThat(server.requests().get(2).from()).isEqualTo(200_000);
            assertThat(server.requests())
                    .allMatch(request -> "\"e1\"".equals(request.headers().get("if-match")));
        }
    }

    @Test
    void aBusyStoreIsAskedAgain() throws IOException {
        try (FaultyS3 server = new FaultyS3(FaultyS3.error(503, "SlowDown"), FaultyS3.whole(BYTES, "e1"));
                ObjectStore store = store(server);
                InputStream stream = store.open(OBJECT)) {
            assertThat(stream.readAllBytes()).isEqualTo(BYTES);
        }
    }

    @Test
    void aStoreThatStaysBusyIsAway() throws IOException {
        try (FaultyS3 server = new FaultyS3(FaultyS3.error(503, "SlowDown"));
                ObjectStore store = store(server)) {
            refused(StoreError.STORE_AWAY, () -> store.open(OBJECT)).hasMessageContaining("SlowDown");
        }
    }

    @Test
    void aReadThatBreaksForEverIsAway() throws IOException {
        try (FaultyS3 server = new FaultyS3(FaultyS3.cut(BYTES, "e1", 1000));
                ObjectStore store = store(server);
                InputStream stream = store.open(OBJECT)) {
            refused(StoreError.STORE_AWAY, stream::readAllBytes).hasMessageContaining("at byte 1000");
        }
    }

    @Test
    void aStallIsTakenUpAgainAfterTheReadTimeout() throws IOException {
        try (FaultyS3 server = new FaultyS3(FaultyS3.stall(BYTES, "e1", 1000), FaultyS3.whole(BYTES, "e1"));
                ObjectStore store = store(server);
                InputStream stream = store.open(OBJECT)) {
            assertThat(stream.readAllBytes()).isEqualTo(BYTES);
        }
    }

    @Test
    void aStoreThatNeverAnswersIsAway() throws IOException {
        try (FaultyS3 server = new FaultyS3(FaultyS3.silence());
                ObjectStore store = store(server)) {
            refused(StoreError.STORE_AWAY, () -> store.list(URI, "", 10));
        }
    }

    @Test
    void anotherVersionIsNeverMixedIn() throws IOException {
        try (FaultyS3 server =
                        new FaultyS3(FaultyS3.cut(BYTES, "e1", 1000), FaultyS3.error(412, "PreconditionFailed"));
                ObjectStore store = store(server);
                InputStream stream = store.open(OBJECT)) {
            refused(StoreError.OBJECT_CHANGED, stream::readAllBytes);
        }
    }

    @Test
    void aStoreThatIgnoresTheConditionIsFoundOut() throws IOException {
        try (FaultyS3 server = new FaultyS3(FaultyS3.whole(BYTES, "e2"));
                ObjectStore store = store(server)) {
            refused(StoreError.OBJECT_CHANGED, () -> store.open(OBJECT));
        }
        try (FaultyS3 server = new FaultyS3(FaultyS3.whole(bytes(10), "e1"));
                ObjectStore store = store(server)) {
            refused(StoreError.OBJECT_CHANGED, () -> store.open(OBJECT)).hasMessageContaining("300000 bytes");
        }
    }

    @Test
    void closeFromAnotherThreadEndsAReadThatHangs() throws Exception {
        try (FaultyS3 server = new FaultyS3(FaultyS3.stall(BYTES, "e1", 1000));
                ObjectStore store = store(server, "60s")) {
            InputStream stream = store.open(OBJECT);
            stream.readNBytes(1000);
            endsSoon(stream, () -> {});
        }
    }

    @Test
    void closeFromAnotherThreadEndsAReadThatAsksAgain() throws Exception {
        try (FaultyS3 server = new FaultyS3(FaultyS3.cut(BYTES, "e1", 1000), FaultyS3.silence());
                ObjectStore store = store(server, "60s")) {
            InputStream stream = store.open(OBJECT);
            stream.readNBytes(1000);
            endsSoon(stream, () -> {
                while (server.requests().size() < 2) {
                    Thread.onSpinWait();
                }
            });
        }
    }

    @Test
    void anInterruptedCallIsCancelled() throws Exception {
        try (FaultyS3 server = new FaultyS3(FaultyS3.silence());
                ObjectStore store = store(server, "60s")) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread thread = new Thread(() -> thrown.set(catchThrowable(() -> store.list(URI, "", 10))));
            thread.start();
            while (server.requests().isEmpty()) {
                Thread.onSpinWait();
            }
            thread.interrupt();
            thread.join(10_000);
            assertThat(thrown.get()).isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.code())
                    .isEqualTo(CommonError.CANCELLED));
        }
    }

    @Test
    void errorsAreToldApart() throws IOException {
        answers(404, "NoSuchKey", StoreError.OBJECT_NOT_FOUND);
        answers(404, "NoSuchBucket", StoreError.BUCKET_NOT_FOUND);
        answers(403, "AccessDenied", StoreError.ACCESS_DENIED);
        answers(400, "ExpiredToken", StoreError.ACCESS_DENIED);
        answers(416, "InvalidRange", StoreError.OBJECT_CHANGED);
        answers(500, "InternalError", StoreError.STORE_AWAY);
        answers(400, "AuthorizationHeaderMalformed", CommonError.INVALID_PARAMETER);
        answers(400, "InvalidArgument", CommonError.INVALID_PARAMETER);
    }

    /** As a HEAD's answer: that of expired credentials looks the same as that of a key which is too long. */
    @Test
    void putsNoObjectDownToARefusalWithoutAReason() throws IOException {
        for (String key : List.of("k", "é".repeat(512), "é".repeat(513))) {
            try (FaultyS3 server = new FaultyS3(FaultyS3.xml(400, ""));
                    ObjectStore store = store(server)) {
                assertThatThrownBy(() -> store.find(URI.withKey(key)))
                        .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.code())
                                .isEqualTo(key.length() > 512 ? StoreError.INVALID_KEY : StoreError.ACCESS_DENIED));
            }
        }
    }

    @Test
    void asksForAThousandKeysAtMostAndPassesEmptyPagesBy() throws IOException {
        try (FaultyS3 server = new FaultyS3(
                        FaultyS3.xml(
                                200,
                                "<ListBucketResult><IsTruncated>true</IsTruncated>"
                                        + "<NextContinuationToken>next</NextContinuationToken></ListBucketResult>"),
                        FaultyS3.xml(
                                200,
                                "<ListBucketResult><IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>"
                                        + "<Contents><Key>dir/a+b%2B%25.gz</Key><Size>3</Size>"
                                        + "<ETag>&quot;e1&quot;</ETag>"
                                        + "<LastModified>2002-12-31T00:00:00.123Z</LastModified></Contents>"
                                        + "</ListBucketResult>"));
                ObjectStore store = store(server)) {
            assertThat(store.list(URI.withKey("dir/"), "dir/a", 5000))
                    .containsExactly(new StoredObject(
                            URI.withKey("dir/a b+%.gz"), 3, "e1", Instant.parse("2002-12-31T00:00:00Z")));
            assertThat(server.requests().get(0).line()).contains("max-keys=1000", "start-after=dir%2Fa");
            assertThat(server.requests().get(1).line()).contains("continuation-token=next");
        }
    }

    @Test
    void anotherRegionNamesTheSetting() throws IOException {
        try (FaultyS3 server = new FaultyS3(FaultyS3.redirect("eu-west-1"));
                ObjectStore store = store(server)) {
            Throwable thrown = catchThrowable(() -> store.list(URI, "", 10));
            assertThat(thrown).isInstanceOf(ForebayException.class);
            assertThat(((ForebayException) thrown).hint()).contains("Set store.s3.region to eu-west-1.");
        }
    }

    private static void answers(int status, String code, ErrorCode error) throws IOException {
        try (FaultyS3 server = new FaultyS3(FaultyS3.error(status, code));
                ObjectStore store = store(server)) {
            refused(error, () -> store.open(OBJECT)).hasMessageNotContaining("hidden");
        }
    }

    private static void endsSoon(InputStream stream, Runnable untilItHangs) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(() -> {
            started.countDown();
            return catchThrowable(stream::read);
        });
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        untilItHangs.run();
        stream.close();
        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
    }

    private static ObjectStore store(FaultyS3 server) {
        return store(server, "300ms");
    }

    private static ObjectStore store(FaultyS3 server, String readTimeout) {
        return new S3StoreFactory()
                .open(Map.of(
                        "endpoint",
                        server.endpoint(),
                        "access-key-id",
                        "known",
                        "secret-access-key",
                        "hidden",
                        "read-timeout",
                        readTimeout));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(ErrorCode code, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.code())
                .as(String.valueOf(e.getMessage()))
                .isEqualTo(code));
        return assertThat(thrown);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
