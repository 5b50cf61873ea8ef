package io.forebay.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** When a file counts as whole. */
class ProgressTest {
    private static final Duration QUIET = Duration.ofSeconds(2);

    private Path lake;

    @BeforeEach
    void makeFolder(@TempDir Path temporary) throws IOException {
        lake = temporary.toRealPath();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileOpenForWritingIsUnfinishedHoweverOldItIs() throws IOException {
        LocalObjectStore store = store(new LinuxDisk(), Instant.now().plusSeconds(3600));
        try (OutputStream out = Files.newOutputStream(lake.resolve("k"))) {
            out.write(1);
            assertThat(store.unfinished(object("k"))).isTrue();
        }
        assertThat(store.unfinished(object("k"))).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileJustWrittenIsWholeWhenNobodyHasItOpen() throws IOException {
        Files.writeString(lake.resolve("k"), "x");
        assertThat(store(new LinuxDisk(), Instant.now()).unfinished(object("k")))
                .isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aReaderDoesNotMakeAFileUnfinished() throws IOException {
        Files.writeString(lake.resolve("k"), "x");
        try (var in = Files.newInputStream(lake.resolve("k"))) {
            assertThat(in.read()).isEqualTo('x');
            assertThat(store(new LinuxDisk(), Instant.now()).unfinished(object("k")))
                    .isFalse();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void emptyAndTemporaryFilesHaveToBeQuiet() throws IOException {
        Files.createFile(lake.resolve("empty"));
        Files.writeString(lake.resolve(".part.gz.Xy12Zw"), "x");
        // rsync sets the old time on its temporary file: it does not help
        Files.setLastModifiedTime(lake.resolve(".part.gz.Xy12Zw"), FileTime.from(Instant.EPOCH));
        for (String key : new String[] {"empty", ".part.gz.Xy12Zw"}) {
            assertThat(store(new LinuxDisk(), Instant.now()).unfinished(object(key)))
                    .isTrue();
            assertThat(store(new LinuxDisk(), Instant.now().plus(QUIET)).unfinished(object(key)))
                    .isFalse();
        }
    }

    @Test
    void withoutTheKernelsHelpAFileHasToBeQuiet() throws IOException {
        Files.writeString(lake.resolve("k"), "x");
        assertThat(store(new PortableDisk(), Instant.now()).unfinished(object("k")))
                .isTrue();
        assertThat(store(new PortableDisk(), Instant.now().plus(QUIET)).unfinished(object("k")))
                .isFalse();
    }

    @Test
    void anObjectThatIsGoneIsNotUnfinished() throws IOException {
        assertThat(store(LocalStoreFactory.disk(), Instant.now()).unfinished(object("gone")))
                .isFalse();
    }

    @Test
    void knowsTheNamesThatCopyingToolsUse() {
        for (String key : new String[] {
            ".x", "a/.part-0.gz.Ab12Zx", "a/.~tmp~/x", "part-0.gz.6eF32a1B", "x.tmp", "x~", "x._COPYING_", "a.part/b"
        }) {
            assertThat(TemporaryNames.matches(key)).as(key).isTrue();
        }
        for (String key : new String[] {"x", "a/part-0.gz", "x.20021231", "a.tmpl", "d=1/x.csv", "partial"}) {
            assertThat(TemporaryNames.matches(key)).as(key).isFalse();
        }
    }

    /**
     * Asks about a file all the time while it is opened for writing all the time: no writer fails, none waits long, no
     * signal ends this process, and the answer is never "whole" while a writer has it open.
     */
    @Test
    @EnabledOnOs(OS.LINUX)
    void askingNeverDisturbsWriters() throws Exception {
        Path file = Files.writeString(lake.resolve("k"), "x");
        LocalObjectStore store = store(new LinuxDisk(), Instant.now());
        AtomicBoolean writing = new AtomicBoolean(true);
        AtomicInteger times = new AtomicInteger();
        AtomicInteger unfinished = new AtomicInteger();
        CompletableFuture<Integer> asked = CompletableFuture.supplyAsync(() -> {
            StoredObject object = object("k");
            while (writing.get()) {
                unfinished.addAndGet(store.unfinished(object) ? 1 : 0);
                times.incrementAndGet();
            }
            return times.get();
        });
        long slowest = 0;
        int writes = 0;
        for (; writes < 20_000 || times.get() < 2000; writes++) {
            long begin = System.nanoTime();
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
                slowest = Math.max(slowest, System.nanoTime() - begin);
                out.write('x');
                if (writes % 50 == 0) {
                    assertThat(store.unfinished(object("k"))).isTrue();
                }
            }
        }
        writing.set(false);
        assertThat(unfinished.get()).isBetween(1, asked.get() - 1);
        assertThat(Files.size(file)).isEqualTo(writes + 1);
        assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(5));
    }

    private LocalObjectStore store(Disk disk, Instant now) {
        return new LocalObjectStore(Map.of("lake", lake), disk, new Progress(QUIET, Clock.fixed(now, ZoneOffset.UTC)));
    }

    private static StoredObject object(String key) {
        return new StoredObject(new ObjectUri("s3", "lake", key), 1, "any", Instant.EPOCH);
    }
}
