package io.forebay.engine.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that is kept of schedules and triggers; what is written is on the disk before anybody sees it. Not thread-safe. */
final class Book implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Book.class);

    private static final ObjectMapper JSON = Json.mapper();
    /** Of a page in a record: one has a bound, and an event may have half a megabyte. */
    private static final int DELIVERIES = 100;

    private static final int SEEN = 100_000;
    /** Writes between two attempts to make the file small. */
    private static final int PATIENCE = 1000;

    /** What is kept of one. What it has seen may be asked by any thread. */
    static final class Page {
        private Kept kept;
        private final Map<String, Delivery> pending = new LinkedHashMap<>();
        private final Map<Long, Long> seen = new ConcurrentHashMap<>();

        private Page(Kept kept) {
            this.kept = kept;
        }

        Kept kept() {
            return kept;
        }

        /** In the order in which they were decided. */
        List<Delivery> pending() {
            return List.copyOf(pending.values());
        }

        /** Those of some that still wait. */
        List<Delivery> still(List<Delivery> some) {
            return some.stream().filter(each -> pending.containsKey(each.id())).toList();
        }

        int waiting() {
            return pending.size();
        }

        boolean saw(long hash) {
            return seen.containsKey(hash);
        }

        Map<Long, Long> seen() {
            return seen;
        }
    }

    private final Map<Kept.Key, Page> pages = new LinkedHashMap<>();
    private final Journal journal;
    private int patience;

    Book(Path file) {
        journal = Journal.open(file, record -> {
            try {
                apply(JSON.readValue(record, Change.class));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    Optional<Page> find(Kept.Key key) {
        return Optional.ofNullable(pages.get(key));
    }

    List<Page> list(Kept.Kind kind) {
        List<Page> found = new ArrayList<>();
        for (Page page : pages.values()) {
            if (page.kept.key().kind() == kind) {
                found.add(page);
            }
        }
        return found;
    }

    /** @throws io.forebay.spi.ForebayException when the disk refuses it: nothing has changed then */
    void write(Change change) {
        journal.write(bytes(change));
        apply(change);
        if (--patience < 0 && journal.large()) {
            shrink();
        }
    }

    /** What was written stays so when this fails. */
    private void shrink() {
        try {
            journal.rewrite(() -> pages.values().stream().flatMap(Book::whole).map(Book::bytes));
        } catch (RuntimeException e) {
            patience = PATIENCE;
            log.warn("the journal of schedules cannot be made small", e);
        }
    }

    static Stream<Change> whole(Page page) {
        List<Change> parts = new ArrayList<>();
        Kept kept = page.kept;
        parts.add(Change.of(kept));
        List<Delivery> pending = page.pending();
        for (int from = 0; from < pending.size(); from += DELIVERIES) {
            parts.add(Change.of(kept, pending.subList(from, Math.min(pending.size(), from + DELIVERIES)), List.of()));
        }
        Map<Long, Long> seen = new LinkedHashMap<>();
        for (Map.Entry<Long, Long> each : page.seen.entrySet()) {
            seen.put(each.getKey(), each.getValue());
            if (seen.size() == SEEN) {
                parts.add(new Change(kept.key(), kept, List.of(), List.of(), seen, List.of()));
                seen = new LinkedHashMap<>();
            }
        }
        parts.add(new Change(kept.key(), kept, List.of(), List.of(), seen, List.of()));
        return parts.stream();
    }

    private void apply(Change change) {
        Kept kept = change.kept();
        if (kept == null) {
            pages.remove(change.key());
            return;
        }
        Page page = pages.computeIfAbsent(change.key(), key -> new Page(kept));
        page.kept = kept;
        change.put().forEach(each -> page.pending.put(each.id(), each));
        change.done().forEach(page.pending::remove);
        page.seen.putAll(change.seen());
        change.unseen().forEach(page.seen::remove);
    }

    private static byte[] bytes(Change change) {
        try {
            return JSON.writeValueAsBytes(change);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
