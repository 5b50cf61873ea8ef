package io.forebay.warehouse.duckdb;

import java.sql.SQLException;
import java.time.LocalDateTime;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;

/** Operators of Redshift's that DuckDB lacks: a TIMESTAMP and a whole number of days. */
final class Operators {
    private Operators() {}

    static void register(DuckDBConnection connection) throws SQLException {
        DuckDBFunctions.scalarFunction()
                .withName("+")
                .withParameters(LocalDateTime.class, Long.class)
                .withReturnType(LocalDateTime.class)
                .withFunction((LocalDateTime time, Long days) -> time.plusDays(days))
                .register(connection);
        DuckDBFunctions.scalarFunction()
                .withName("-")
                .withParameters(LocalDateTime.class, Long.class)
                .withReturnType(LocalDateTime.class)
                .withFunction((LocalDateTime time, Long days) -> time.minusDays(days))
                .register(connection);
    }
}
