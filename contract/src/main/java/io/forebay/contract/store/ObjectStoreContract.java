package io.forebay.contract.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.Encryption;
import io.forebay.spi.store.MasterKey;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.RangedStream;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoreOutcome;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ObjectStore} does. The bucket is empty when a test starts. */
public abstract class ObjectStoreContract {
    /** The store; a new one for each test, or the same. */
    protected abstract ObjectStore store();

    /** An empty bucket, with the empty key. */
    protected abstract ObjectUri bucket();

    /** A bucket that does not exist. */
    protected ObjectUri missingBucket() {
        return new ObjectUri("s3", "no-such-bucket-here", "");
    }

    /** Whether the store under test can hold this key. */
    protected boolean canHold(String key) {
        return true;
    }

    /** A stream whose next read hangs. A store that cannot be made to hang leaves this: its stream is only closed. */
    protected InputStream hangingStream() {
        return store().open(put("hangs", new byte[1 << 20]));
    }

    @Test
    void servesItsBucket() {
        assertThat(store().serves(bucket().scheme(), bucket().bucket())).isTrue();
        assertThat(store().serves("ftp", bucket().bucket())).isFalse();
    }

    @Test
    void listsNothingInEmptyBucket() {
        assertThat(keys("", "", 10)).isEmpty();
        assertThat(keys("no/such/prefix", "", 10)).isEmpty();
    }

    @Test
    void listsInOrderOfUtf8Bytes() {
        List<String> expected = OddKeys.inOrder().stream().filter(this::canHold).toList();
        assertThat(expected.size()).isGreaterThan(30);
        expected.forEach(key -> put(key, "x"));
        assertThat(keys("", "", 1000)).isEqualTo(expected);
    }

    @Test
    void pagesWithEveryLimit() {
        List<String> expected = OddKeys.inOrder().stream().filter(this::canHold).toList();
        expected.forEach(key -> put(key, "x"));
        for (int limit : new int[] {1, 2, 3, 7, expected.size() - 1, expected.size(), 1000}) {
            assertThat(allKeys("", limit)).as("limit %d", limit).isEqualTo(expected);
        }
    }

    @Test
    void listsKeysGreaterThanAfterWhetherOrNotItExists() {
        List<String> expected = OddKeys.inOrder().stream().filter(this::canHold).toList();
        expected.forEach(key -> put(key, "x"));
        for (int i = 0; i < expected.size(); i++) {
            String key = expected.get(i);
            assertThat(keys("", key, 1000)).as("after %s", key).isEqualTo(expected.subList(i + 1, expected.size()));
        }
        for (String after : List.of("a", "a/", "a/b/", "a.", "a1", "ab/zzz", "b", "zz", "\uFFFD\uFFFD")) {
            List<String> later = expected.stream()
                    .filter(key -> ObjectUri.compareKeys(key, after) > 0)
                    .toList();
            assertThat(keys("", after, 1000)).as("after %s", after).isEqualTo(later);
        }
    }

    @Test
    void prefixIsOfTheKeyNotOfAFolder() {
        for (String key :
                List.of("sales", "sales-old/1", "sales.csv", "sales2/1", "sales2/deep/er/2", "sale/1", "t/1")) {
            if (canHold(key)) {
                put(key, "x");
            }
        }
        assertThat(keys("sales", "", 100))
                .containsExactly("sales", "sales-old/1", "sales.csv", "sales2/1", "sales2/deep/er/2");
        assertThat(keys("sales2/", "", 100)).containsExactly("sales2/1", "sales2/deep/er/2");
        assertThat(keys("sales2/d", "", 100)).containsExactly("sales2/deep/er/2");
        assertThat(keys("sales2/deep/er/2", "", 100)).containsExactly("sales2/deep/er/2");
        assertThat(keys("sales2/deep/er/22", "", 100)).isEmpty();
        assertThat(keys("sales/", "", 100)).isEmpty();
        assertThat(keys("sales", "sales.", 100)).containsExactly("sales.csv", "sales2/1", "sales2/deep/er/2");
        assertThat(keys("sales", "t", 100)).isEmpty();
        assertThat(keys("t", "a", 100)).containsExactly("t/1");
    }

    @Test
    void listsAndFindsTheSameDescription() {
        StoredObject put = put("dir/a+b c%2F.csv", "hello");
        assertThat(store().list(bucket(), "", 10)).containsExactly(put);
        assertThat(store().find(put.uri())).contains(put);
        assertThat(put.size()).isEqualTo(5);
        assertThat(put.etag()).isNotEmpty().doesNotContain("\"");
    }

    @Test
    void findsNothingUnderAPrefixOrAnUnknownName() {
        put("dir/a", "x");
        assertThat(store().find(uri("dir"))).isEmpty();
        assertThat(store().find(uri("dir/"))).isEmpty();
        assertThat(store().find(uri("dir/b"))).isEmpty();
    }

    @Test
    protected void findsNothingBelowAnObject() {
        put("dir/a", "x");
        assertThat(store().find(uri("dir/a/b"))).isEmpty();
    }

    @Test
    void opensWhatWasPut() throws IOException {
        assertThat(text(put("k", "hello"))).isEqualTo("hello");
        assertThat(text(put("deep/er/k", "there"))).isEqualTo("there");
    }

    @Test
    void opensEveryOddKey() throws IOException {
        for (String key : OddKeys.inOrder().stream().filter(this::canHold).toList()) {
            assertThat(text(put(key, key))).isEqualTo(key);
        }
    }

    @Test
    void readsObjectOfNoBytes() throws IOException {
        StoredObject empty = put("empty", "");
        assertThat(empty.size()).isZero();
        try (InputStream stream = store().open(empty)) {
            assertThat(stream.read()).isEqualTo(-1);
            assertThat(stream.read(new byte[3])).isEqualTo(-1);
        }
        assertThat(keys("", "", 10)).containsExactly("empty");
    }

    @Test
    void streamsABigObjectByteForByte() throws IOException {
        byte[] bytes = new byte[5_000_011];
        new Random(7).nextBytes(bytes);
        try (InputStream stream = store().open(put("big", bytes))) {
            assertThat(stream.read()).isEqualTo(bytes[0] & 0xff);
            assertThat(stream.readNBytes(100)).isEqualTo(Arrays.copyOfRange(bytes, 1, 101));
            assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 101, bytes.length));
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    void replacesAnObject() throws IOException {
        StoredObject first = put("k", "one");
        StoredObject second = put("k", "two!");
        assertThat(second.etag()).isNotEqualTo(first.etag());
        assertThat(keys("", "", 10)).containsExactly("k");
        assertThat(text(second)).isEqualTo("two!");
        assertRefused(StoreError.OBJECT_CHANGED, () -> text(first));
    }

    @Test
    void deletesAnObject() {
        StoredObject object = put("dir/k", "one");
        store().delete(object.uri());
        store().delete(object.uri());
        assertThat(store().find(object.uri())).isEmpty();
        assertThat(keys("", "", 10)).isEmpty();
        assertRefused(StoreError.OBJECT_NOT_FOUND, () -> text(object));
    }

    @Test
    void deletesOnlyTheVersionThatWasDescribed() throws IOException {
        StoredObject first = put("dir/k", "one");
        StoredObject second = put("dir/k", "two!");
        assertThat(store().deleteIfMatch(first)).isEqualTo(StoreOutcome.CHANGED);
        assertThat(text(second)).isEqualTo("two!");
        assertThat(store().deleteIfMatch(second)).isEqualTo(StoreOutcome.DONE);
        assertThat(store().deleteIfMatch(second)).isEqualTo(StoreOutcome.GONE);
        assertThat(keys("", "", 10)).isEmpty();
    }

    @Test
    void copiesOnceAndKnowsItsCopyAgain() throws IOException {
        for (String key : List.of("in/a+b c%2F.csv", "in/deep/er/k", "in/empty")) {
            StoredObject object = put(key, key.endsWith("empty") ? "" : key);
            ObjectUri target = uri("done/" + key);
            assertThat(store().copyIfAbsent(object, target, "mark-1")).isEqualTo(StoreOutcome.DONE);
            StoredObject copy = store().find(target).orElseThrow();
            assertThat(copy.size()).isEqualTo(object.size());
            assertThat(text(copy)).isEqualTo(text(object));
            assertThat(store().copyIfAbsent(object, target, "mark-1")).isEqualTo(StoreOutcome.DONE);
            assertThat(store().deleteIfMatch(object)).isEqualTo(StoreOutcome.DONE);
            assertThat(store().copyIfAbsent(object, target, "mark-1")).isEqualTo(StoreOutcome.DONE);
            assertThat(store().find(target)).contains(copy);
        }
        assertThat(keys("in/", "", 10)).isEmpty();
        assertThat(keys("done/", "", 10)).hasSize(3);
    }

    @Test
    void copiesNeverOverAnotherObject() throws IOException {
        StoredObject object = put("in/k", "one");
        StoredObject other = put("done/k", "other");
        assertThat(store().copyIfAbsent(object, other.uri(), "mark-1")).isEqualTo(StoreOutcome.TAKEN);
        assertThat(text(other)).isEqualTo("other");
        assertThat(text(object)).isEqualTo("one");
        store().deleteIfMatch(object);
        assertThat(store().copyIfAbsent(object, other.uri(), "mark-1")).isEqualTo(StoreOutcome.TAKEN);
    }

    /** Bytes and metadata of an earlier copy may be the same. */
    @Test
    void tellsTheCopyOfAnEarlierVersionFromItsOwn() {
        StoredObject first = put("in/k", "one");
        assertThat(store().copyIfAbsent(first, uri("done/k"), "mark-1")).isEqualTo(StoreOutcome.DONE);
        store().deleteIfMatch(first);
        StoredObject second = put("in/k", "two!");
        assertThat(store().copyIfAbsent(second, uri("done/k"), "mark-2")).isEqualTo(StoreOutcome.TAKEN);
    }

    @Test
    void copiesOnlyTheVersionThatWasDescribed() {
        StoredObject first = put("in/k", "one");
        StoredObject second = put("in/k", "two!");
        assertThat(store().copyIfAbsent(first, uri("done/k"), "mark-1")).isEqualTo(StoreOutcome.CHANGED);
        store().deleteIfMatch(second);
        assertThat(store().copyIfAbsent(second, uri("done/k"), "mark-1")).isEqualTo(StoreOutcome.GONE);
        assertThat(keys("", "", 10)).isEmpty();
    }

    @Test
    void missingBucketsAreNamedAlsoToCopiesInto() {
        StoredObject object = put("in/k", "one");
        assertRefused(StoreError.BUCKET_NOT_FOUND, () -> store().copyIfAbsent(
                                object, missingBucket().withKey("k"), "m"))
                .hasMessageContaining(missingBucket().bucket());
        assertThat(store().find(object.uri())).contains(object);
    }

    @Test
    void neverPassesAChangedObjectAsTheOldOne() throws IOException {
        byte[] old = new byte[3_000_000];
        StoredObject described = put("k", old);
        byte[] read = null;
        Throwable failure = null;
        try (InputStream stream = store().open(described)) {
            stream.readNBytes(10);
            byte[] other = new byte[3_000_000];
            Arrays.fill(other, (byte) 1);
            put("k", other);
            read = stream.readAllBytes();
        } catch (ForebayException | IOException e) {
            failure = e;
        }
        if (failure instanceof ForebayException e) {
            assertThat(e.code()).isEqualTo(StoreError.OBJECT_CHANGED);
        } else {
            assertThat(failure).isNull();
            assertThat(read).isEqualTo(new byte[3_000_000 - 10]);
        }
    }

    /** A store need not have ranges; what it has must be right. */
    @Test
    void rangesAreTheSameBytesWhateverElseIsRead() throws Exception {
        byte[] bytes = new byte[1_000_000];
        new Random(7).nextBytes(bytes);
        try (InputStream stream = store().open(put("k", bytes))) {
            if (!(stream instanceof RangedStream ranged)) {
                return;
            }
            stream.readNBytes(1000);
            List<CompletableFuture<Void>> readers = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                Random random = new Random(seed);
                readers.add(CompletableFuture.runAsync(() -> assertRanges(ranged, bytes, random)));
            }
            for (CompletableFuture<Void> reader : readers) {
                reader.get(10, TimeUnit.SECONDS);
            }
            assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 1000, bytes.length));
            ranged.verify();
            assertThatThrownBy(() -> ranged.readAt(999_999, new byte[2], 0, 2))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> ranged.readAt(-1, new byte[2], 0, 2))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            stream.close();
            assertThatThrownBy(() -> ranged.readAt(0, new byte[2], 0, 2))
                    .isInstanceOfAny(IOException.class, ForebayException.class);
        }
    }

    private static void assertRanges(RangedStream stream, byte[] bytes, Random random) {
        try {
            for (int i = 0; i < 50; i++) {
                int from = random.nextInt(bytes.length);
                int length = random.nextInt(Math.min(600_000, bytes.length - from) + 1);
                byte[] read = new byte[length + 5];
                stream.readAt(from, read, 3, length);
                assertThat(Arrays.equals(read, 3, 3 + length, bytes, from, from + length))
                        .isTrue();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void missingBucketIsNamed() {
        ObjectUri missing = missingBucket();
        assertRefused(StoreError.BUCKET_NOT_FOUND, () -> store().list(missing, "", 1))
                .hasMessageContaining(missing.bucket());
        assertRefused(StoreError.BUCKET_NOT_FOUND, () -> store().put(missing.withKey("k"), new byte[1]));
    }

    @Test
    void closedStreamReadsNothingMore() throws IOException {
        InputStream stream = store().open(put("k", new byte[1 << 20]));
        assertThat(stream.read()).isZero();
        stream.close();
        stream.close();
        assertThatThrownBy(() -> stream.readAllBytes()).isInstanceOfAny(IOException.class, ForebayException.class);
    }

    @Test
    void closeFromAnotherThreadEndsARead() throws Exception {
        InputStream stream = hangingStream();
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(() -> catchThrowable(() -> {
            started.countDown();
            readForEver(stream);
        }));
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        awaitHang();
        stream.close();
        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOfAny(IOException.class, ForebayException.class);
    }

    /** Returns when the read of {@link #hangingStream} hangs. */
    protected void awaitHang() throws Exception {}

    @Test
    void aListingShowsWhatWasPutBeforeItBegan() {
        for (int i = 0; i < 20; i++) {
            put("p/%02d".formatted(i), "x");
        }
        assertThat(keys("p/", "", 5)).hasSize(5);
        put("p/04a", "new");
        store().delete(uri("p/07"));
        assertThat(allKeys("p/", 5)).hasSize(20).contains("p/04a").doesNotContain("p/07");
    }

    @Test
    void putsAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "hello");
        StoredObject first = store().put(uri("dir/k"), file, Encryption.AS_BUCKET);
        assertThat(store().find(uri("dir/k"))).contains(first);
        assertThat(first.size()).isEqualTo(5);
        assertThat(text(first)).isEqualTo("hello");
        assertThat(file).hasContent("hello");
        Files.writeString(file, "other");
        StoredObject second = store().put(uri("dir/k"), file, Encryption.AS_BUCKET);
        assertThat(text(second)).isEqualTo("other");
        assertThat(second.etag()).isNotEqualTo(first.etag());
        assertThat(keys("", "", 10)).containsExactly("dir/k");
    }

    @Test
    void putsFilesOfNoBytesAndOfMany(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(text(store().put(uri("empty"), file, Encryption.AS_BUCKET))).isEmpty();
        byte[] bytes = new byte[(17 << 20) + 7];
        new Random(8).nextBytes(bytes);
        Files.write(file, bytes);
        StoredObject big = store().put(uri("big"), file, Encryption.AS_BUCKET);
        assertThat(big.size()).isEqualTo(bytes.length);
        assertThat(store().find(uri("big"))).contains(big);
        try (InputStream stream = store().open(big)) {
            assertThat(Arrays.equals(stream.readAllBytes(), bytes)).isTrue();
        }
    }

    @Test
    void refusesAFileThatItCannotEncryptOrPlace(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "hello");
        ObjectUri missing = missingBucket().withKey("k");
        assertRefused(StoreError.BUCKET_NOT_FOUND, () -> store().put(missing, file, Encryption.AS_BUCKET));
        assertRefused(StoreError.INVALID_KEY, () -> store().put(bucket(), file, Encryption.AS_BUCKET));
        for (Encryption encryption : List.of(Encryption.BUCKET_KEY, new Encryption.KmsKey("a-key"))) {
            assertRefused(CommonError.NOT_SUPPORTED, () -> store().put(uri("k"), file, encryption))
                    .hasMessageNotContaining("a-key");
        }
        assertThat(keys("", "", 10)).isEmpty();
    }

    /** Whether the store takes what a client encrypts; else it must refuse that. */
    protected boolean encryptsByClient() {
        return false;
    }

    @Test
    void keepsWhatAClientEncrypts(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "hello");
        MasterKey key = MasterKey.parse(Base64.getEncoder().encodeToString(new byte[32]));
        Encryption byClient = new Encryption.ByClient(key);
        if (!encryptsByClient()) {
            assertRefused(CommonError.NOT_SUPPORTED, () -> store().put(uri("k"), file, byClient));
            assertThat(keys("", "", 10)).isEmpty();
            StoredObject plain = put("k", "hello");
            assertRefused(CommonError.NOT_SUPPORTED, () -> store().open(plain, key));
            return;
        }
        StoredObject stored = store().put(uri("k"), file, byClient);
        assertThat(store().find(uri("k"))).contains(stored);
        assertThat(stored.size()).isGreaterThan(5);
        assertThat(text(stored)).doesNotContain("hello");
        try (InputStream decrypted = store().open(stored, key)) {
            assertThat(decrypted.readAllBytes()).asString().isEqualTo("hello");
        }
        byte[] other = new byte[32];
        other[31] = 1;
        MasterKey wrong = MasterKey.parse(Base64.getEncoder().encodeToString(other));
        assertRefused(StoreError.NOT_DECRYPTED, () -> store().open(stored, wrong));
        StoredObject plain = put("plain", "hello");
        assertRefused(StoreError.NOT_DECRYPTED, () -> store().open(plain, key));
    }

    @Test
    void anInterruptEndsThePutOfAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "hello");
        Thread.currentThread().interrupt();
        try {
            assertRefused(CommonError.CANCELLED, () -> store().put(uri("k"), file, Encryption.AS_BUCKET));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void readForEver(InputStream stream) throws IOException {
        while (true) {
            if (stream.read() < 0) {
                Thread.onSpinWait();
            }
        }
    }

    protected final ObjectUri uri(String key) {
        return bucket().withKey(key);
    }

    protected final StoredObject put(String key, String text) {
        return put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    protected final StoredObject put(String key, byte[] bytes) {
        return store().put(uri(key), bytes);
    }

    protected final String text(StoredObject object) throws IOException {
        try (InputStream stream = store().open(object)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    protected final List<String> keys(String prefix, String after, int limit) {
        return store().list(uri(prefix), after, limit).stream()
                .map(object -> object.uri().key())
                .toList();
    }

    /** All pages, one after the other. */
    protected final List<String> allKeys(String prefix, int limit) {
        List<String> all = new ArrayList<>();
        List<String> page = keys(prefix, "", limit);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page);
            page = keys(prefix, page.get(page.size() - 1), limit);
        }
        return all;
    }

    protected static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            ErrorCode code, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(ForebayException.class);
        assertThat(((ForebayException) thrown).code()).isEqualTo(code);
        return assertThat(thrown);
    }
}
