package io.forebay.warehouse.postgresql.ledger;

import io.forebay.spi.warehouse.LiveTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Gives the session of one connection the live rows that its statements read. Used by one thread. */
public final class LiveSettings {
    /** For how long a view that this connection has made may be one that only it sees. */
    private static final long YOUNG = TimeUnit.MINUTES.toNanos(1);

    private final Shared shared;
    private boolean changed;
    private long changedAt;

    /** What the connections of a warehouse share. */
    public static final class Shared {
        private final LiveTables tables;
        private final LiveViews views = new LiveViews();

        public Shared(LiveTables tables) {
            this.tables = tables;
        }
    }

    public LiveSettings(Shared shared) {
        this.shared = shared;
    }

    /**
     * To be called before each statement.
     *
     * @param inTransaction whether one is open
     */
    public void before(Connection connection, String sql, boolean inTransaction) throws SQLException {
        for (String name : shared.views.of(connection, sql, young(), inTransaction)) {
            Optional<LiveTable> table = shared.tables.find(name);
            if (table.isPresent()) {
                set(connection, table.get());
            }
        }
        if (mayMakeViews(sql)) {
            changed = true;
            changedAt = System.nanoTime();
        }
    }

    private boolean young() {
        changed &= System.nanoTime() - changedAt < YOUNG;
        return changed;
    }

    private static boolean mayMakeViews(String sql) {
        String lower = sql.toLowerCase(Locale.ROOT);
        return lower.contains("view") && (lower.contains("create") || lower.contains("alter"));
    }

    private static void set(Connection connection, LiveTable table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_catalog.set_config(?, ?, false)")) {
            statement.setString(1, LiveTables.setting(table.name()));
            statement.setString(2, LiveJson.of(table));
            statement.execute();
        }
    }
}
