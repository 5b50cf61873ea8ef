package io.forebay.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoreOutcome;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What removing and copying a file may meet in a folder. */
@SuppressWarnings("NullAway.Init")
class DescribedFileTest {
    private Path folder;
    private Path lake;
    private Path archive;
    private Path outside;
    private LocalObjectStore store;

    @BeforeEach
    void openStore(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        lake = Files.createDirectory(folder.resolve("lake"));
        archive = Files.createDirectory(folder.resolve("archive"));
        outside = Files.createDirectory(folder.resolve("outside"));
        store = new LocalObjectStore(
                Map.of("lake", lake, "archive", archive),
                LocalStoreFactory.disk(),
                new Progress(Duration.ofSeconds(2), Clock.systemUTC()));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private static ObjectUri uri(String text) {
        return ObjectUri.parse("s3://" + text);
    }

    private StoredObject put(String text, String content) {
        return store.put(uri(text), content.getBytes(StandardCharsets.UTF_8));
    }

    /** All files in both buckets, hidden ones too. */
    private String files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return String.join(
                    " ",
                    all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                            .map(path -> folder.relativize(path).toString())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @Test
    void movesToAnotherBucketWithItsTime() throws IOException {
        StoredObject object = put("lake/in/deep/k", "one");
        assertThat(store.copyIfAbsent(object, uri("archive/done/k"), "m")).isEqualTo(StoreOutcome.DONE);
        assertThat(store.deleteIfMatch(object)).isEqualTo(StoreOutcome.DONE);
        assertThat(archive.resolve("done/k")).hasContent("one");
        assertThat(Files.getLastModifiedTime(archive.resolve("done/k")).toInstant())
                .isEqualTo(object.lastModified());
        assertThat(files()).isEqualTo("archive/done/k");
    }

    @Test
    void takesNoOtherFileOfTheSameSizeAndTimeForTheCopy() throws IOException {
        StoredObject object = put("lake/k", "one");
        put("archive/k", "two");
        Files.setLastModifiedTime(archive.resolve("k"), Files.getLastModifiedTime(lake.resolve("k")));
        assertThat(store.copyIfAbsent(object, uri("archive/k"), "m")).isEqualTo(StoreOutcome.TAKEN);
        assertThat(lake.resolve("k")).hasContent("one");
        Files.delete(archive.resolve("k"));
        Files.copy(lake.resolve("k"), archive.resolve("k"), StandardCopyOption.COPY_ATTRIBUTES);
        assertThat(store.copyIfAbsent(object, uri("archive/k"), "m"))
                .as("a copy of an attempt before, on another file system")
                .isEqualTo(StoreOutcome.DONE);
    }

    @Test
    void knowsTheCopyAgainThoughTheOriginalWasOverwritten() {
        StoredObject object = put("lake/k", "one");
        assertThat(store.copyIfAbsent(object, uri("archive/k"), "m")).isEqualTo(StoreOutcome.DONE);
        put("lake/k", "two");
        assertThat(store.copyIfAbsent(object, uri("archive/k"), "m")).isEqualTo(StoreOutcome.DONE);
        assertThat(store.deleteIfMatch(object)).isEqualTo(StoreOutcome.CHANGED);
        assertThat(archive.resolve("k")).hasContent("one");
        assertThat(lake.resolve("k")).hasContent("two");
    }

    @Test
    void movesNoFileOntoItselfBehindALink() throws IOException {
        StoredObject object = put("lake/in/k", "one");
        Files.createSymbolicLink(archive.resolve("done"), lake.resolve("in"));
        Files.createSymbolicLink(lake.resolve("loaded"), lake.resolve("in"));
        assertRefused(StoreError.INVALID_KEY, () -> store.copyIfAbsent(object, uri("archive/done/k"), "m"));
        assertRefused(StoreError.INVALID_KEY, () -> store.copyIfAbsent(object, uri("lake/loaded/k"), "m"));
        assertThat(lake.resolve("in/k")).hasContent("one");
    }

    @Test
    void tellsWhereNamesReallyAre() throws IOException {
        put("lake/in/k", "one");
        Files.createSymbolicLink(archive.resolve("done"), lake.resolve("in"));
        assertThat(store.place(uri("lake/in/k"))).isEqualTo(lake + "/in/k");
        assertThat(store.place(uri("archive/done/k"))).isEqualTo(lake + "/in/k");
        assertThat(store.place(uri("archive/done/new/x"))).isEqualTo(lake + "/in/new/x");
        assertThat(store.place(uri("archive/"))).isEqualTo(archive + "/");
        assertThat(store.place(uri("archive/no/such/beginning"))).isEqualTo(archive + "/no/such/beginning");
        try (LocalObjectStore nested = new LocalObjectStore(
                Map.of("all", folder, "done", archive),
                LocalStoreFactory.disk(),
                new Progress(Duration.ofSeconds(2), Clock.systemUTC()))) {
            assertThat(nested.place(uri("done/x"))).startsWith(nested.place(uri("all/")));
        }
    }

    @Test
    void finishesWhatACrashLeftAside() throws IOException {
        StoredObject object = put("lake/in/k", "one");
        Path aside = lake.resolve("in/" + Keys.aside("in/k"));
        Files.move(lake.resolve("in/k"), aside);
        assertThat(store.list(uri("lake/"), "", 10)).isEmpty();
        assertThat(store.deleteIfMatch(object)).isEqualTo(StoreOutcome.DONE);
        assertThat(files()).isEmpty();
    }

    @Test
    void putsBackAnotherFileThatACrashLeftAside() throws IOException {
        StoredObject first = put("lake/in/k", "one");
        StoredObject second = put("lake/in/k", "two!");
        Path aside = lake.resolve("in/" + Keys.aside("in/k"));
        Files.move(lake.resolve("in/k"), aside);
        assertThat(store.deleteIfMatch(first)).isEqualTo(StoreOutcome.CHANGED);
        assertThat(store.find(second.uri())).contains(second);
        assertThat(files()).isEqualTo("lake/in/k");
        Files.move(lake.resolve("in/k"), aside);
        StoredObject third = put("lake/in/k", "three");
        assertThat(store.deleteIfMatch(first)).isEqualTo(StoreOutcome.CHANGED);
        assertThat(store.find(third.uri())).contains(third);
        assertThat(files()).isEqualTo("lake/in/k");
    }

    @Test
    void leavesAFileThatSomebodyWrites() throws IOException {
        StoredObject object = put("lake/in/k", "one");
        try (OutputStream out = Files.newOutputStream(lake.resolve("in/k"), StandardOpenOption.APPEND);
                OpenFile open = LocalStoreFactory.disk()
                        .open(lake.resolve("in/k").toString())
                        .orElseThrow()) {
            assumeTrue(open.writers() == OpenFile.Writers.SOME);
            assertRefused(StoreError.STORE_AWAY, () -> store.deleteIfMatch(object));
            assertRefused(StoreError.STORE_AWAY, () -> store.copyIfAbsent(object, uri("archive/k"), "m"));
            out.write('2');
        }
        assertThat(store.deleteIfMatch(object)).isEqualTo(StoreOutcome.CHANGED);
        assertThat(files()).isEqualTo("lake/in/k");
    }

    @Test
    void leavesTheBucketByNoLink() throws IOException {
        Files.writeString(outside.resolve("secret"), "one");
        Files.createSymbolicLink(archive.resolve("out"), outside);
        Files.createSymbolicLink(archive.resolve("taken"), outside.resolve("nothing"));
        Files.createSymbolicLink(lake.resolve("secret"), outside.resolve("secret"));
        StoredObject object = put("lake/k", "one");
        assertRefused(StoreError.INVALID_KEY, () -> store.copyIfAbsent(object, uri("archive/out/k"), "m"));
        assertThat(store.copyIfAbsent(object, uri("archive/taken"), "m")).isEqualTo(StoreOutcome.TAKEN);
        StoredObject secret = new StoredObject(uri("lake/secret"), 3, object.etag(), object.lastModified());
        assertThat(store.deleteIfMatch(secret)).isEqualTo(StoreOutcome.GONE);
        assertThat(store.copyIfAbsent(secret, uri("archive/k"), "m")).isEqualTo(StoreOutcome.GONE);
        assertThat(files()).isEqualTo("archive/out archive/taken lake/k lake/secret outside/secret");
    }

    @Test
    void movesTheBytesThatALinkInsideTheBucketLeadsTo() throws IOException {
        put("lake/real", "one");
        Files.createSymbolicLink(lake.resolve("link"), Path.of("real"));
        StoredObject object = store.find(uri("lake/link")).orElseThrow();
        assertThat(store.copyIfAbsent(object, uri("archive/k"), "m")).isEqualTo(StoreOutcome.DONE);
        assertThat(store.copyIfAbsent(object, uri("archive/k"), "m")).isEqualTo(StoreOutcome.DONE);
        assertThat(store.deleteIfMatch(object)).isEqualTo(StoreOutcome.DONE);
        assertThat(store.copyIfAbsent(object, uri("archive/k"), "m")).isEqualTo(StoreOutcome.DONE);
        assertThat(Files.isSymbolicLink(archive.resolve("k"))).isFalse();
        assertThat(archive.resolve("k")).hasContent("one");
        assertThat(files()).isEqualTo("archive/k lake/real");
    }

    @Test
    void takesNothingAwayThatLiesBehindALink() throws IOException {
        put("lake/keep/a", "a");
        Files.createSymbolicLink(lake.resolve("in"), lake.resolve("keep"));
        StoredObject behind = store.find(uri("lake/in/a")).orElseThrow();
        assertRefused(StoreError.ACCESS_DENIED, () -> store.deleteIfMatch(behind));
        assertRefused(StoreError.ACCESS_DENIED, () -> store.copyIfAbsent(behind, uri("archive/a"), "m"));
        assertThat(files()).isEqualTo("lake/in lake/keep/a");
    }

    @Test
    void aFileOrFolderInTheWayIsNotReplaced() throws IOException {
        StoredObject object = put("lake/k", "one");
        put("archive/file", "other");
        put("archive/folder/x", "other");
        assertThat(store.copyIfAbsent(object, uri("archive/folder"), "m")).isEqualTo(StoreOutcome.TAKEN);
        assertRefused(StoreError.INVALID_KEY, () -> store.copyIfAbsent(object, uri("archive/file/k"), "m"));
        assertRefused(StoreError.INVALID_KEY, () -> store.copyIfAbsent(object, uri("archive/../k"), "m"));
        assertThat(files()).isEqualTo("archive/file archive/folder/x lake/k");
    }
}
