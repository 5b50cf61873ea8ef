package io.forebay.warehouse.duckdb.functions;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBScalarFunctionBuilder;

/**
 * Types of arguments that DuckDB's own functions and operators lack: TRUNC of a timestamp, and days added to one. They
 * stand beside DuckDB's under the same names.
 */
final class Overloads {
    private static final DuckDBColumnType PLAIN = DuckDBColumnType.TIMESTAMP;
    private static final DuckDBColumnType ZONED = DuckDBColumnType.TIMESTAMP_WITH_TIME_ZONE;
    private static final DuckDBColumnType DAYS = DuckDBColumnType.INTEGER;

    private Overloads() {}

    static void register(DuckDBConnection connection) throws SQLException {
        add(connection, "trunc", DuckDBColumnType.DATE, Overloads::trunc, PLAIN);
        for (DuckDBColumnType type : new DuckDBColumnType[] {PLAIN, ZONED}) {
            boolean zoned = type == ZONED;
            add(connection, "+", type, days(0, zoned, 1), type, DAYS);
            add(connection, "+", type, days(1, zoned, 1), DAYS, type);
            add(connection, "-", type, days(0, zoned, -1), type, DAYS);
        }
    }

    private static void add(
            DuckDBConnection connection,
            String name,
            DuckDBColumnType result,
            DuckDBScalarFunction function,
            DuckDBColumnType... parameters)
            throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name)
                    .withParameters(parameters)
                    .withReturnType(result)
                    .withVectorizedFunction(function)
                    .register(connection);
        }
    }

    private static void trunc(org.duckdb.DuckDBDataChunkReader in, org.duckdb.DuckDBWritableVector out) {
        for (long row = 0; row < in.rowCount(); row++) {
            if (in.vector(0).isNull(row)) {
                out.setNull(row);
            } else {
                out.setDate(row, in.vector(0).getLocalDateTime(row).toLocalDate());
            }
        }
    }

    /** @param moment which argument the timestamp is; the other is the days */
    private static DuckDBScalarFunction days(int moment, boolean zoned, int sign) {
        return (in, out) -> {
            for (long row = 0; row < in.rowCount(); row++) {
                if (in.vector(moment).isNull(row) || in.vector(1 - moment).isNull(row)) {
                    out.setNull(row);
                    continue;
                }
                long days = (long) sign * in.vector(1 - moment).getInt(row);
                if (zoned) {
                    OffsetDateTime time = in.vector(moment).getOffsetDateTime(row);
                    out.setOffsetDateTime(row, time.plusDays(days));
                } else {
                    LocalDateTime time = in.vector(moment).getLocalDateTime(row);
                    out.setTimestamp(row, time.plusDays(days));
                }
            }
        };
    }
}
