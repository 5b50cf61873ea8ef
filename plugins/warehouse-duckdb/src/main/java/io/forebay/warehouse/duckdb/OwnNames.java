package io.forebay.warehouse.duckdb;

import io.forebay.spi.warehouse.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The names of what only one connection sees: its temporary tables and views. Used by one thread. */
final class OwnNames {
    private static final String SQL = "SELECT table_name FROM duckdb_tables() WHERE temporary"
            + " UNION ALL SELECT view_name FROM duckdb_views() WHERE temporary AND NOT internal";

    private final DuckDBConnection jdbc;
    /** Null when they must be asked for. */
    private @Nullable Set<String> names = Set.of();

    private boolean ever;

    OwnNames(DuckDBConnection jdbc) {
        this.jdbc = jdbc;
    }

    /** Is told of each statement that changes the catalog: most connections never make anything of their own. */
    void notice(String sql) {
        ever |= sql.toLowerCase(Locale.ROOT).contains("temp");
        changed();
    }

    /** They may be others now. */
    void changed() {
        if (ever) {
            names = null;
        }
    }

    boolean contains(String name) throws SQLException {
        Set<String> known = names;
        if (known == null) {
            known = read();
            names = known;
        }
        return !known.isEmpty() && known.contains(TableName.folded(name));
    }

    private Set<String> read() throws SQLException {
        Set<String> found = new HashSet<>();
        try (Statement query = jdbc.createStatement();
                ResultSet rows = query.executeQuery(SQL)) {
            while (rows.next()) {
                found.add(TableName.folded(rows.getString(1)));
            }
        }
        return found;
    }
}
