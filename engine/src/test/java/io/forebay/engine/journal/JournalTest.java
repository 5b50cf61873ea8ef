package io.forebay.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("deep/a.journal");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> kept() {
        List<String> kept = new ArrayList<>();
        Journal.open(file, record -> kept.add(new String(record, StandardCharsets.UTF_8)))
                .close();
        return kept;
    }

    @Test
    void givesBackWhatWasAdded() {
        try (Journal journal = Journal.open(file, record -> {})) {
            journal.write(bytes("one"));
            journal.write(bytes(""));
            journal.force(journal.add(bytes("trois é")));
        }
        assertThat(kept()).containsExactly("one", "", "trois é");
        try (Journal journal = Journal.open(file, record -> {})) {
            journal.write(bytes("four"));
        }
        assertThat(kept()).containsExactly("one", "", "trois é", "four");
    }

    /** However much of the last record a crash has left, the others are there and the next ones can be read. */
    @Test
    void dropsACutOffEnd() throws IOException {
        try (Journal journal = Journal.open(file, record -> {})) {
            journal.write(bytes("first"));
            journal.write(bytes("second"));
        }
        byte[] whole = Files.readAllBytes(file);
        int first = 8 + 5;
        for (int length = first; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(kept()).as("%s bytes", length).containsExactly("first");
            assertThat(Files.size(file)).isEqualTo(first);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length - 2));
        try (Journal journal = Journal.open(file, record -> {})) {
            journal.write(bytes("third"));
        }
        assertThat(kept()).containsExactly("first", "third");
    }

    @Test
    void endsAtARecordThatIsDamaged() throws IOException {
        try (Journal journal = Journal.open(file, record -> {})) {
            journal.write(bytes("first"));
            journal.write(bytes("second"));
        }
        byte[] whole = Files.readAllBytes(file);
        whole[whole.length - 1] ^= 1;
        Files.write(file, whole);
        assertThat(kept()).containsExactly("first");
    }

    /** A thread that is given up must not take the file from the others. */
    @Test
    void outlivesAnInterrupt() {
        try (Journal journal = Journal.open(file, record -> {})) {
            Thread.currentThread().interrupt();
            journal.write(bytes("one"));
            assertThat(Thread.interrupted()).isTrue();
            journal.write(bytes("two"));
        }
        assertThat(kept()).containsExactly("one", "two");
    }

    @Test
    void isMadeSmallAndGoesOn() {
        try (Journal journal = Journal.open(file, record -> {})) {
            for (int i = 0; i < 5000; i++) {
                journal.add(bytes("x".repeat(1000)));
            }
            assertThat(journal.large()).isTrue();
            journal.rewrite(() -> Stream.of(bytes("a"), bytes("b")));
            assertThat(journal.large()).isFalse();
            journal.write(bytes("c"));
        }
        assertThat(kept()).containsExactly("a", "b", "c");
    }

    /** What it holds may be of no use: a server that is often started anew would never make it small. */
    @Test
    void isLargeWhenItWasSoBefore() {
        try (Journal journal = Journal.open(file, record -> {})) {
            journal.add(bytes("x".repeat(5 << 20)));
        }
        try (Journal journal = Journal.open(file, record -> {})) {
            assertThat(journal.large()).isTrue();
            journal.rewrite(() -> Stream.of(bytes("x".repeat(5 << 20))));
            assertThat(journal.large()).isFalse();
        }
    }

    @Test
    void goesOnWhereItWasWhenItCannotBeMadeSmall() throws IOException {
        try (Journal journal = Journal.open(file, record -> {})) {
            long before = journal.add(bytes("one"));
            Files.delete(file);
            Files.createDirectories(file.resolve("in the way"));
            assertThatThrownBy(() -> journal.rewrite(() -> Stream.of(bytes(""))))
                    .hasMessageContaining("cannot write");
            assertThat(journal.add(bytes("two"))).isEqualTo(before + 8 + 3);
            assertThat(folder.resolve("deep/a.journal.new")).doesNotExist();
        }
    }

    @Test
    void takesRecordsOfManyAtOnce() throws Exception {
        try (Journal journal = Journal.open(file, record -> {})) {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            for (int i = 0; i < 400; i++) {
                int number = i;
                threads.execute(() -> journal.write(bytes("r" + number)));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(kept()).hasSize(400).doesNotHaveDuplicates();
    }

    /** Whatever is added while it is made small is in it afterwards. */
    @Test
    void losesNothingThatIsAddedWhileItIsMadeSmall() throws Exception {
        Set<String> told = ConcurrentHashMap.newKeySet();
        try (Journal journal = Journal.open(file, record -> {})) {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            for (int i = 0; i < 2000; i++) {
                String text = "r" + i;
                threads.execute(() -> journal.add(bytes(text), () -> told.add(text)));
            }
            threads.shutdown();
            do {
                journal.rewrite(() -> told.stream().map(JournalTest::bytes));
            } while (!threads.awaitTermination(1, TimeUnit.MILLISECONDS));
        }
        assertThat(told).hasSize(2000);
        assertThat(kept()).containsExactlyInAnyOrderElementsOf(told);
    }
}
