package io.forebay.warehouse.duckdb;

import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What was read of the database's catalog, until a statement changes it: DuckDB lists all columns of all tables and views to
 * tell those of one. All statements of this opening tell of themselves, and nobody else has the file open. Thread-safe.
 *
 * <p>Who reads takes the {@link #now() age} before its transaction begins, and has the snapshot before it reads. While that
 * age lasts and no change is on its way, no transaction that began in it can see another catalog; otherwise nothing is taken
 * from here and nothing put in.
 */
final class CatalogMemory {
    private static final int MOST = 10_000;

    /** The time between two changes. */
    static final class Age {
        private final Map<String, Map<String, Table>> tables = new ConcurrentHashMap<>();
        private final Map<TableName, Optional<String>> views = new ConcurrentHashMap<>();

        private final Set<String> unsettled = ConcurrentHashMap.newKeySet();

        /** Tables by their names in small letters, then by their schemas. */
        Map<String, Map<String, Table>> tables() {
            return tables;
        }

        /** Its columns are not remembered: DuckDB looks at them anew, for all, when a query reads the view. */
        void addView(String name) {
            unsettled.add(name);
        }

        /** Whether it is known of a name, in small letters, that a view has it. */
        boolean hasView(String name) {
            return unsettled.contains(name);
        }

        /** The statements that made them. */
        Map<TableName, Optional<String>> views() {
            return views;
        }
    }

    /** Whether what was read changes by statements only that tell of themselves. */
    @FunctionalInterface
    interface Lasting<V> {
        boolean test(V read) throws SQLException;
    }

    private final AtomicInteger changing = new AtomicInteger();
    private volatile Age age = new Age();

    Age now() {
        return age;
    }

    /** A change may become visible from here on, until it is {@link #changed}. */
    void changes() {
        changing.incrementAndGet();
    }

    void changed() {
        age = new Age();
        changing.decrementAndGet();
    }

    /**
     * Reads it, unless that was done in this age already.
     *
     * @param since taken before the reader's transaction began
     */
    <K, V> V read(Age since, Function<Age, Map<K, V>> kind, K name, Running.Call<V> read, Lasting<V> lasting)
            throws SQLException {
        if (!lasts(since)) {
            return read.run();
        }
        Map<K, V> all = kind.apply(since);
        V known = all.get(name);
        if (known != null) {
            return known;
        }
        V fresh = read.run();
        if (all.size() < MOST && lasting.test(fresh) && lasts(since)) {
            all.put(name, fresh);
        }
        return fresh;
    }

    private boolean lasts(Age since) {
        return changing.get() == 0 && since == age;
    }
}
