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
import org.jspecify.annotations.Nullable;

/** All that is kept of schedules and triggers; what is written is on the disk before anybody sees it. Not thread-safe. */
final class Book implements AutoCloseable {
    private static final ObjectMapper JSON = Json.mapper();

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
        if (journal.large()) {
            journal.rewrite(() -> pages.values().stream().map(Book::whole).map(Book::bytes));
        }
    }

    private static Change whole(Page page) {
        return new Change(page.kept.key(), page.kept, page.pending(), List.of(), page.seen, List.of());
    }

    private void apply(Change change) {
        Kept kept = change.kept();
        if (kept == null) {
            pages.remove(change.key());
            return;
        }
        Page page = pages.computeIfAbsent(change.key(), key -> new Page(kept));
        page.kept = kept;
        nonNull(change.put()).forEach(each -> page.pending.put(each.id(), each));
        nonNull(change.done()).forEach(page.pending::remove);
        if (change.seen() != null) {
            page.seen.putAll(change.seen());
        }
        nonNull(change.unseen()).forEach(page.seen::remove);
    }

    /** What was empty is not written. */
    private static <T> List<T> nonNull(@Nullable List<T> list) {
        return list == null ? List.of() : list;
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
