package io.forebay.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.flow.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookTest {
    private static final Kept KEPT = new Kept(
            new Kept.Key(Kept.Kind.TRIGGER, "", "t"),
            Json.object(),
            true,
            false,
            1,
            1,
            1,
            new Kept.Progress(1, true, null),
            Kept.Outcome.NONE);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("schedule.journal");
    }

    private static List<Delivery> deliveries(int from, int to, int length) {
        List<Delivery> all = new ArrayList<>();
        for (int each = from; each < to; each++) {
            all.add(new Delivery("d" + each, each, 0, 10, 0, Json.object().put("text", "x".repeat(length))));
        }
        return all;
    }

    /** A megabyte comes and goes, some times. */
    private static void write(Book book, int times) {
        for (int each = 0; each < times; each++) {
            List<Delivery> one = deliveries(each, each + 1, 1 << 20);
            book.write(Change.of(KEPT, one, List.of()));
            book.write(Change.of(KEPT, List.of(), List.of(one.get(0).id())));
        }
    }

    /** A record has a bound: a page that is in one could at some size never be written again. */
    @Test
    void writesAPageInPartsOfBoundedLength() throws IOException {
        try (Book book = new Book(file)) {
            Map<Long, Long> seen = new HashMap<>();
            for (long each = 0; each < 150_000; each++) {
                seen.put(each, 0L);
            }
            book.write(new Change(KEPT.key(), KEPT, deliveries(0, 250, 1), List.of(), seen, List.of()));
            Book.Page page = book.find(KEPT.key()).orElseThrow();
            List<Change> parts = Book.whole(page).toList();
            assertThat(parts)
                    .allSatisfy(part -> assertThat(part.put()).hasSizeLessThanOrEqualTo(100))
                    .allSatisfy(part -> assertThat(part.seen()).hasSizeLessThanOrEqualTo(100_000));
            try (Book copy = new Book(folder.resolve("copy.journal"))) {
                parts.forEach(copy::write);
                Book.Page again = copy.find(KEPT.key()).orElseThrow();
                assertThat(again.pending()).isEqualTo(page.pending());
                assertThat(again.seen()).isEqualTo(page.seen());
            }
        }
    }

    @Test
    void isMadeSmallAndReadAgain() throws IOException {
        try (Book book = new Book(file)) {
            write(book, 9);
            book.write(Change.of(KEPT, deliveries(100, 350, 1), List.of()));
        }
        assertThat(Files.size(file)).isLessThan(8 << 20);
        try (Book book = new Book(file)) {
            assertThat(book.find(KEPT.key()).orElseThrow().pending()).isEqualTo(deliveries(100, 350, 1));
        }
    }

    /** As on a disk that has room for a record and not for another file. */
    @Test
    void goesOnWhenItCannotBeMadeSmall() throws IOException {
        Files.createDirectories(folder.resolve("schedule.journal.new/x"));
        try (Book book = new Book(file)) {
            write(book, 6);
            book.write(Change.of(KEPT, deliveries(100, 101, 1), List.of()));
        }
        try (Book book = new Book(file)) {
            assertThat(book.find(KEPT.key()).orElseThrow().pending()).isEqualTo(deliveries(100, 101, 1));
        }
    }

    /** Restarts do not let the file grow without end. */
    @Test
    void isMadeSmallByAServerThatFindsItLarge() throws IOException {
        for (int start = 0; start < 4; start++) {
            try (Book book = new Book(file)) {
                write(book, 3);
            }
        }
        assertThat(Files.size(file)).isLessThan(8 << 20);
    }
}
