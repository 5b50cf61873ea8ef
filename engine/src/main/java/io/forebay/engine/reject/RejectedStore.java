package io.forebay.engine.reject;

import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rejected rows of one attempt: kept in memory while they are few and on disk when they are many, until what becomes
 * of the attempt is known and they are written in the same transaction. Thread-safe.
 */
public final class RejectedStore implements AutoCloseable {
    private static final long IN_MEMORY = 4 << 20;

    private final boolean texts;
    private final Map<ObjectUri, Long> counts = new HashMap<>();
    private List<RejectedRecord> rows = new ArrayList<>();
    private long held;
    private @Nullable RejectedFile file;
    private boolean closed;

    /** @param texts whether the records themselves are wanted */
    public RejectedStore(boolean texts) {
        this.texts = texts;
    }

    /** Of rows whose records are not kept. */
    public static RejectedStore of(Collection<RejectedRow> rejected) {
        RejectedStore store = new RejectedStore(false);
        rejected.forEach(row -> store.add(row, null));
        return store;
    }

    /** Whether the records themselves are wanted. */
    public boolean texts() {
        return texts;
    }

    /** @param text the record, when it is kept and has a text; else null */
    public synchronized void add(RejectedRow row, @Nullable KeptText text) {
        if (closed) {
            return;
        }
        RejectedRecord next = new RejectedRecord(row, text);
        rows.add(next);
        held += next.size();
        counts.merge(row.object(), 1L, Long::sum);
        if (held > IN_MEMORY) {
            spill();
        }
    }

    private void spill() {
        if (file == null) {
            file = new RejectedFile();
        }
        file.add(rows);
        rows = new ArrayList<>();
        held = 0;
    }

    /** How many rows of some objects there are. */
    public synchronized long count(Predicate<ObjectUri> wanted) {
        return counts.entrySet().stream()
                .filter(each -> wanted.test(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Gives the rows of some objects, in parts that fit into memory, those of each object in the order of their coming. */
    public synchronized void give(Predicate<ObjectUri> wanted, Consumer<List<RejectedRecord>> part) {
        if (file != null) {
            file.give(wanted, part);
        }
        part.accept(rows.stream().filter(row -> wanted.test(row.row().object())).toList());
    }

    @Override
    public synchronized void close() {
        closed = true;
        rows = List.of();
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
