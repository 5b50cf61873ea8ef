package io.forebay.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.Settlement;
import io.forebay.spi.store.StoreWatch;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a watch tells while tools write, copy, move and link files. */
@EnabledOnOs(OS.LINUX)
class FolderWatcherTest {
    private static final Duration QUIET = Duration.ofMillis(300);

    private final Arrivals seen = new Arrivals();
    private Path folder;
    private Path lake;
    private LocalObjectStore store;

    @BeforeEach
    void openStore(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        lake = Files.createDirectory(folder.resolve("lake"));
        store = new LocalObjectStore(
                Map.of("lake", lake), LocalStoreFactory.disk(), new Progress(QUIET, Clock.systemUTC()));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void tellsOfAFileWhenItIsClosedNotBefore() throws IOException {
        watch("");
        try (OutputStream out = Files.newOutputStream(lake.resolve("a"))) {
            out.write(new byte[1000]);
            out.flush();
            Files.writeString(lake.resolve("b"), "later");
            seen.awaitKeys("b");
            assertThat(seen.keys()).containsExactly("b");
            out.write(new byte[1000]);
        }
        seen.awaitKeys("a");
        assertThat(seen.objects()).hasSize(2);
        assertThat(seen.objects().get(1).size()).isEqualTo(2000);
        assertThat(store.find(uri("a"))).contains(seen.objects().get(1));
    }

    @Test
    void tellsOnlyOfThePrefix() throws IOException {
        watch("sales/2002");
        for (String key : new String[] {"x", "sales/x", "sales/2001", "sales/2002", "sales/2002-1/deep/x", "sale/x"}) {
            write(key);
        }
        seen.awaitKeys("sales/2002", "sales/2002-1/deep/x");
        assertThat(seen.keys()).containsExactlyInAnyOrder("sales/2002", "sales/2002-1/deep/x");
    }

    @Test
    void watchesAPrefixThatDoesNotExistYet() throws IOException {
        watch("store_sales/year=2002/");
        write("store_sales/year=2002/month=1/part-0.gz");
        write("store_sales/year=2002/month=1/part-1.gz");
        seen.awaitKeys("store_sales/year=2002/month=1/part-0.gz", "store_sales/year=2002/month=1/part-1.gz");
    }

    @Test
    void missesNothingInFoldersThatAreMadeAndFilledAtOnce() throws IOException {
        watch("");
        String[] keys = IntStream.range(0, 300)
                .mapToObj(i -> "d%d/e%d/f%d".formatted(i % 7, i % 31, i))
                .toArray(String[]::new);
        for (String key : keys) {
            write(key);
        }
        seen.awaitKeys(keys);
        assertThat(seen.losses()).isZero();
        assertThat(seen.objects())
                .allMatch(object -> object.size() == object.uri().key().length());
    }

    @Test
    void tellsOfWhatIsMovedIn() throws IOException {
        Files.writeString(folder.resolve("out"), "x");
        Files.createDirectories(folder.resolve("tree/sub"));
        Files.writeString(folder.resolve("tree/1"), "x");
        Files.writeString(folder.resolve("tree/sub/2"), "x");
        watch("");
        Files.move(folder.resolve("out"), lake.resolve("in"));
        Files.move(folder.resolve("tree"), lake.resolve("moved"));
        seen.awaitKeys("in", "moved/1", "moved/sub/2");
        Files.writeString(lake.resolve("moved/sub/3"), "x");
        seen.awaitKeys("moved/sub/3");
    }

    @Test
    void followsAFolderThatIsRenamed() throws IOException {
        write("old/1");
        watch("");
        Files.move(lake.resolve("old"), lake.resolve("new"));
        seen.awaitKeys("new/1");
        write("new/2");
        Files.createDirectory(lake.resolve("old"));
        write("old/3");
        seen.awaitKeys("new/2", "old/3");
        assertThat(seen.keys()).containsExactlyInAnyOrder("new/1", "new/2", "old/3");
    }

    @Test
    void tellsOfHardLinksAndSymbolicLinks() throws IOException {
        Files.writeString(folder.resolve("outside"), "x");
        write("here");
        watch("");
        Files.createLink(lake.resolve("hard"), folder.resolve("outside"));
        Files.createSymbolicLink(lake.resolve("soft"), lake.resolve("here"));
        Files.createSymbolicLink(lake.resolve("leaves"), folder.resolve("outside"));
        seen.awaitKeys("hard", "soft");
        write("last");
        seen.awaitKeys("last");
        assertThat(seen.keys()).doesNotContain("leaves");
    }

    @Test
    void looksIntoFoldersBehindALinkAndNotRoundInCircles() throws IOException {
        write("real/1");
        watch("");
        Files.createSymbolicLink(lake.resolve("alias"), lake.resolve("real"));
        seen.awaitKeys("alias/1");
        Files.createSymbolicLink(lake.resolve("real/up"), lake);
        write("real/2");
        seen.awaitKeys("alias/2", "real/2");
    }

    @Test
    void tellsATemporaryNameOnlyWhenItStays() throws Exception {
        watch("");
        // rsync's, then the AWS command line's way
        for (String temporary : new String[] {"sub/.part-0.gz.Ab12Zx", "sub/part-1.gz.6eF32a1B"}) {
            write(temporary);
        }
        Files.move(
                lake.resolve("sub/.part-0.gz.Ab12Zx"), lake.resolve("sub/part-0.gz"), StandardCopyOption.ATOMIC_MOVE);
        Files.move(lake.resolve("sub/part-1.gz.6eF32a1B"), lake.resolve("sub/part-1.gz"));
        write(".stays");
        seen.awaitKeys("sub/part-0.gz", "sub/part-1.gz", ".stays");
        assertThat(seen.keys()).containsExactlyInAnyOrder("sub/part-0.gz", "sub/part-1.gz", ".stays");
    }

    @Test
    void copyingToolsAreUnderstood() throws Exception {
        Files.createDirectories(folder.resolve("source/deep"));
        for (int i = 0; i < 40; i++) {
            Files.write(folder.resolve("source/deep/f" + i), new byte[50_000 + i]);
        }
        watch("");
        run("cp", "-rp", folder + "/source", lake + "/cp");
        run("bash", "-c", "cd " + folder + "/source && tar c . | (mkdir " + lake + "/tar; cd " + lake + "/tar; tar x)");
        run("bash", "-c", "cp -r " + folder + "/source " + folder + "/x && mv " + folder + "/x " + lake + "/mv");
        run("bash", "-c", "mkdir " + lake + "/ln; ln " + folder + "/source/deep/* " + lake + "/ln/");
        run(
                "bash",
                "-c",
                "mkdir " + lake + "/dd; for i in $(seq 0 39); do dd status=none if=" + folder + "/source/deep/f$i of="
                        + lake + "/dd/f$i bs=1000; done");
        String[] expected = Stream.of("cp/deep", "tar/deep", "mv/deep", "ln", "dd")
                .flatMap(tool -> IntStream.range(0, 40).mapToObj(i -> tool + "/f" + i))
                .toArray(String[]::new);
        seen.awaitKeys(expected);
        assertThat(seen.keys()).containsExactlyInAnyOrder(expected);
        assertThat(seen.objects())
                .allMatch(object -> object.size() >= 50_000, "is whole")
                .allMatch(object -> store.find(object.uri()).orElseThrow().size() == object.size());
    }

    @Test
    void anEmptyFileArrivesWhenItStaysEmpty() throws IOException {
        watch("");
        Files.createFile(lake.resolve("empty"));
        Files.createFile(lake.resolve("filled"));
        Files.writeString(lake.resolve("filled"), "x");
        seen.awaitKeys("filled", "empty");
        assertThat(seen.objects().stream().filter(object -> object.uri().key().equals("filled")))
                .allMatch(object -> object.size() == 1);
    }

    @Test
    void waitsForTheLastOfTwoWriters() throws IOException {
        watch("");
        try (OutputStream slow = Files.newOutputStream(lake.resolve("k"))) {
            slow.write(1);
            Files.write(lake.resolve("k"), new byte[] {2, 3}, StandardOpenOption.APPEND);
            write("other");
            seen.awaitKeys("other");
            assertThat(seen.keys()).doesNotContain("k");
        }
        seen.awaitKeys("k");
    }

    @Test
    void tellsThatTheBucketItselfWasRemovedAndComesBack() throws IOException {
        write("a/1");
        watch("");
        try (Stream<Path> files = Files.walk(lake)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        seen.awaitLoss();
        int before = seen.losses();
        Files.createDirectories(lake);
        seen.await(() -> seen.losses() > before, "the new folder");
        write("b/2");
        seen.awaitKeys("b/2");
    }

    @Test
    void overflowIsToldAsLoss() throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        watchWith(new ArrivalListener() {
            @Override
            public void arrived(StoredObject object, Settlement settlement) {
                if (object.uri().key().equals("stall")) {
                    awaitQuietly(stalled);
                }
                seen.arrived(object, settlement);
            }

            @Override
            public void lost() {
                seen.lost();
            }
        });
        write("stall");
        int queued = mostQueuedEvents();
        Path churned = lake.resolve("churned");
        for (int i = 0; i < queued; i++) {
            Files.createFile(churned);
            Files.delete(churned);
        }
        stalled.countDown();
        seen.awaitLoss();
        write("after/it");
        seen.awaitKeys("after/it");
    }

    @Test
    void nothingIsToldAfterClose() throws IOException {
        Arrivals other = new Arrivals();
        StoreWatch watch = store.watch(uri(""), other).orElseThrow();
        watch("");
        write("1");
        other.awaitKeys("1");
        watch.close();
        write("2");
        seen.awaitKeys("1", "2");
        assertThat(other.keys()).containsExactly("1");
    }

    @Test
    void theLastWatchEndsTheThread() throws IOException {
        StoreWatch watch = store.watch(uri(""), seen).orElseThrow();
        watch.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("forebay-watch-lake"));
        watch("");
        write("1");
        seen.awaitKeys("1");
    }

    @Test
    void aListenerMayCloseItsOwnWatch() throws Exception {
        StoreWatch[] watch = new StoreWatch[1];
        CountDownLatch ready = new CountDownLatch(1);
        watch[0] = store.watch(uri(""), new ArrivalListener() {
                    @Override
                    public void arrived(StoredObject object, Settlement settlement) {
                        awaitQuietly(ready);
                        watch[0].close();
                        seen.arrived(object, settlement);
                    }

                    @Override
                    public void lost() {}
                })
                .orElseThrow();
        ready.countDown();
        write("1");
        seen.awaitKeys("1");
    }

    @Test
    void aFileIsToldWithinMillisecondsOfItsClose() throws IOException {
        watch("");
        int files = 200;
        long[] closed = new long[files];
        for (int i = 0; i < files; i++) {
            Files.writeString(lake.resolve("f" + i), "some text");
            closed[i] = System.nanoTime();
            seen.awaitKeys("f" + i);
        }
        long[] micros = IntStream.range(0, files)
                .mapToLong(i -> (seen.nanos("f" + i) - closed[i]) / 1000)
                .sorted()
                .toArray();
        assertThat(micros[files / 2]).as(Arrays.toString(micros)).isLessThan(50_000);
    }

    private void watch(String prefix) {
        assertThat(store.watch(uri(prefix), seen)).isPresent();
    }

    private void watchWith(ArrivalListener listener) {
        assertThat(store.watch(uri(""), listener)).isPresent();
    }

    private void write(String key) throws IOException {
        Path file = lake.resolve(key);
        Files.createDirectories(file.getParent());
        Files.writeString(file, key);
    }

    /** The kernel gives such a number to the first read only: Files.readString would see its first digit. */
    private static int mostQueuedEvents() throws IOException {
        byte[] text = new byte[100];
        try (InputStream in = Files.newInputStream(Path.of("/proc/sys/fs/inotify/max_queued_events"))) {
            return Integer.parseInt(new String(text, 0, in.read(text), StandardCharsets.US_ASCII).strip());
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectUri uri(String key) {
        return new ObjectUri("s3", "lake", key);
    }
}
