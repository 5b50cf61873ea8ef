package io.forebay.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.store.ObjectStoreContract;
import io.forebay.spi.CommonError;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.RangedStream;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreTest extends ObjectStoreContract {
    private Path folder;
    private ObjectStore store;

    Disk disk() {
        return LocalStoreFactory.disk();
    }

    @BeforeEach
    final void openStore(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        Path lake = Files.createDirectory(folder.resolve("lake"));
        store = new LocalObjectStore(
                Map.of("lake", lake, "gone", folder.resolve("gone")),
                disk(),
                new Progress(Duration.ofSeconds(2), Clock.systemUTC()));
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected ObjectUri bucket() {
        return new ObjectUri("s3", "lake", "");
    }

    @Override
    protected ObjectUri missingBucket() {
        return new ObjectUri("s3", "gone", "");
    }

    @Test
    void namesTheFlagForABucketThatIsNotMounted() {
        assertRefused(StoreError.BUCKET_NOT_FOUND, () -> store.list(ObjectUri.parse("s3://other/"), "", 1))
                .hasMessageContaining("other");
    }

    @Test
    void refusesKeysThatLeaveTheBucket() {
        for (String key : List.of("..", "../x", "a/../../x", "a/./b", "/etc/passwd", "a//b", "a/", "a\0b", "a\ud800")) {
            assertRefused(StoreError.INVALID_KEY, () -> store.put(uri(key), new byte[1]));
            assertRefused(
                    StoreError.INVALID_KEY,
                    () -> store.open(new StoredObject(uri(key), 1, "e", java.time.Instant.EPOCH)));
        }
        assertThat(keys("../", "", 10)).isEmpty();
        assertThat(keys("/", "", 10)).isEmpty();
        assertThat(keys("a/../", "", 10)).isEmpty();
    }

    @Test
    void followsLinksInsideTheBucketAndNoneThatLeavesIt() throws IOException {
        put("real/1", "one");
        write("outside/secret", "secret");
        link("lake/in", lake("real"));
        link("lake/out", folder.resolve("outside"));
        link("lake/secret", folder.resolve("outside/secret"));
        link("lake/one", lake("real/1"));
        link("lake/dangling", lake("nothing"));
        link("lake/real/up", lake("."));
        link("lake/real/self", lake("real"));
        assertThat(allKeys("", 2)).containsExactly("in/1", "one", "real/1");
        assertThat(store.find(uri("secret"))).isEmpty();
        assertThat(store.find(uri("out/secret"))).isEmpty();
        assertThat(text(store.find(uri("in/1")).orElseThrow())).isEqualTo("one");
        assertRefused(StoreError.INVALID_KEY, () -> put("out/new/file", "x"));
        assertThat(folder.resolve("outside/new")).doesNotExist();
        StoredObject described = new FileFacts(
                        FileFacts.Kind.FILE, 6, java.time.Instant.EPOCH, java.time.Instant.EPOCH, 1)
                .describe(uri("out/secret"));
        assertRefused(StoreError.OBJECT_NOT_FOUND, () -> store.open(described));
        store.delete(uri("out/secret"));
        assertThat(folder.resolve("outside/secret")).exists();
    }

    @Test
    void deletesNothingThatLiesBehindALink() throws IOException {
        write("lake/keep/a", "a");
        write("lake/clean/b", "b");
        link("lake/clean/in", lake("keep"));
        link("lake/clean/one", lake("keep/a"));
        ObjectUri behind = ObjectUri.parse("s3://lake/clean/in/a");
        assertThatThrownBy(() -> store.delete(behind)).hasMessageContaining("behind a link");
        store.delete(ObjectUri.parse("s3://lake/clean/one"));
        store.delete(ObjectUri.parse("s3://lake/clean/b"));
        assertThat(lake("keep/a")).exists();
        assertThat(lake("clean/one")).doesNotExist();
        assertThat(lake("clean/b")).doesNotExist();
    }

    @Test
    void mutualLinksEnd() throws IOException {
        put("a/1", "x");
        put("b/2", "x");
        link("lake/a/to-b", lake("b"));
        link("lake/b/to-a", lake("a"));
        assertThat(allKeys("", 100)).containsExactly("a/1", "a/to-b/2", "b/2", "b/to-a/1");
    }

    @Test
    void seesOnlyRegularFiles() throws Exception {
        put("file", "x");
        Process mkfifo = new ProcessBuilder("mkfifo", lake("pipe").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
        assertThat(allKeys("", 100)).containsExactly("file");
        assertThat(store.find(uri("pipe"))).isEmpty();
        assertRefused(
                StoreError.OBJECT_NOT_FOUND,
                () -> store.open(new StoredObject(uri("pipe"), 0, "e", java.time.Instant.EPOCH)));
    }

    @Test
    void skipsNamesThatAreNotUtf8() throws Exception {
        put("file", "x");
        Process touch = new ProcessBuilder("bash", "-c", "cd \"$0\" && touch $'b\\xffd'", lake("").toString()).start();
        assertThat(touch.waitFor()).isZero();
        assertThat(allKeys("", 100)).containsExactly("file");
    }

    @Test
    void listsDotFilesButNotItsOwnTemporaryOnes() throws IOException {
        put(".hidden", "x");
        write("lake/.forebay-put-123", "x");
        assertThat(allKeys("", 100)).containsExactly(".hidden");
    }

    @Test
    void leavesNoTemporaryFileBehind() throws IOException {
        put("dir/k", "one");
        put("dir/k", "two");
        assertRefused(StoreError.INVALID_KEY, () -> put("dir", "x"));
        assertRefused(StoreError.INVALID_KEY, () -> put("dir/k/below", "x"));
        try (var files = Files.walk(lake(""))) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(lake("dir/k"));
        }
    }

    @Test
    void noticesBytesAppendedWhileRead() throws IOException {
        StoredObject object = put("k", "x".repeat(3000));
        try (InputStream stream = store.open(object)) {
            stream.readNBytes(10);
            Files.writeString(lake("k"), "more", StandardOpenOption.APPEND);
            assertRefused(StoreError.OBJECT_CHANGED, stream::readAllBytes);
        }
    }

    @Test
    void noticesACutWhileRead() throws IOException {
        StoredObject object = put("k", "x".repeat(3_000_000));
        try (InputStream stream = store.open(object)) {
            stream.readNBytes(10);
            Files.writeString(lake("k"), "short", StandardOpenOption.TRUNCATE_EXISTING);
            assertRefused(StoreError.OBJECT_CHANGED, stream::readAllBytes);
        }
    }

    @Test
    void noticesBytesOverwrittenInPlace() throws IOException {
        StoredObject object = put("k", "x".repeat(3000));
        try (InputStream stream = store.open(object)) {
            stream.readNBytes(10);
            awaitLaterModification("k", object);
            assertRefused(StoreError.OBJECT_CHANGED, stream::readAllBytes);
        }
        assertRefused(StoreError.OBJECT_CHANGED, () -> store.open(object));
    }

    @Test
    void rangesNoticeACutAndAChange() throws IOException {
        StoredObject object = put("k", "x".repeat(3_000_000));
        try (RangedStream stream = (RangedStream) store.open(object)) {
            byte[] end = new byte[10];
            stream.readAt(2_999_990, end, 0, 10);
            awaitLaterModification("k", object);
            stream.readAt(2_999_990, end, 0, 10);
            assertRefused(StoreError.OBJECT_CHANGED, stream::verify);
            Files.writeString(lake("k"), "short", StandardOpenOption.TRUNCATE_EXISTING);
            assertRefused(StoreError.OBJECT_CHANGED, () -> stream.readAt(2_999_990, end, 0, 10));
        }
    }

    @Test
    void readsTheOldFileWhenItsNameIsGivenToAnother() throws IOException {
        StoredObject object = put("k", "old".repeat(100_000));
        write("lake/new", "new");
        try (InputStream stream = store.open(object)) {
            stream.readNBytes(1);
            Files.move(lake("new"), lake("k"), StandardCopyOption.ATOMIC_MOVE);
            if (disk() instanceof LinuxDisk) {
                assertThat(stream.readAllBytes()).hasSize(299_999);
            } else {
                assertRefused(StoreError.OBJECT_CHANGED, stream::readAllBytes);
            }
        }
        assertRefused(StoreError.OBJECT_CHANGED, () -> store.open(object));
    }

    @Test
    void interruptedCallsAreCancelled() {
        Thread.currentThread().interrupt();
        try {
            assertRefused(CommonError.CANCELLED, () -> store.list(bucket(), "", 1));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void refusesAFolderThatIsAFile() throws IOException {
        write("file", "x");
        assertRefused(CommonError.INVALID_PARAMETER, () -> new LocalStoreFactory()
                        .open(Map.of("lake", folder.resolve("file").toString())))
                .hasMessageContaining("is no folder");
        assertThatThrownBy(() -> new LocalStoreFactory().open(Map.of("quiet-period", "soon")))
                .hasMessageContaining("quiet-period");
    }

    @Test
    void makesAMissingFolder() {
        Path missing = folder.resolve("not/yet");
        try (ObjectStore opened = new LocalStoreFactory().open(Map.of("lake", missing.toString()))) {
            assertThat(opened.list(bucket(), "", 1)).isEmpty();
        }
        assertThat(missing).isDirectory();
    }

    final Path lake(String key) {
        return folder.resolve("lake").resolve(key);
    }

    private void awaitLaterModification(String key, StoredObject than) throws IOException {
        do {
            Files.writeString(lake(key), "y".repeat((int) than.size()), StandardOpenOption.WRITE);
        } while (Files.getLastModifiedTime(lake(key)).toInstant().equals(than.lastModified()));
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void link(String path, Path target) throws IOException {
        Files.createSymbolicLink(folder.resolve(path), target);
    }
}
