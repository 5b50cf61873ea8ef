package io.forebay.warehouse.duckdb.load;

import io.forebay.spi.warehouse.TableName;
import io.forebay.warehouse.duckdb.driver.DuckDbTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Rows into a table by DuckDB's appender, inside the transaction that SQL has opened. */
public final class LedgerAppend {
    private LedgerAppend() {}

    public static void append(DuckDBConnection jdbc, TableName table, List<List<@Nullable Object>> rows)
            throws SQLException {
        List<String> types = types(jdbc, table);
        try (DuckDBAppender appender = appender(jdbc, table)) {
            for (List<@Nullable Object> row : rows) {
                appender.beginRow();
                for (int column = 0; column < types.size(); column++) {
                    append(appender, types.get(column), row.get(column));
                }
                appender.endRow();
            }
        }
    }

    /** DuckDB keeps temporary tables in a catalog of their own. */
    private static DuckDBAppender appender(DuckDBConnection jdbc, TableName table) throws SQLException {
        return table.schema().equals("temp")
                ? jdbc.createAppender("temp", "main", table.name())
                : jdbc.createAppender(table.schema(), table.name());
    }

    private static List<String> types(DuckDBConnection jdbc, TableName table) throws SQLException {
        List<String> types = new ArrayList<>();
        try (PreparedStatement query = jdbc.prepareStatement("SELECT * FROM " + table.quoted())) {
            ResultSetMetaData columns = query.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                types.add(columns.getColumnTypeName(i));
            }
        }
        return types;
    }

    private static void append(DuckDBAppender appender, String type, @Nullable Object value) throws SQLException {
        if (value == null) {
            appender.appendNull();
            return;
        }
        switch (type) {
            case "BOOLEAN" -> appender.append((boolean) (Boolean) value);
            case "TINYINT" -> appender.append(((Number) value).byteValue());
            case "SMALLINT" -> appender.append(((Number) value).shortValue());
            case "INTEGER" -> appender.append(((Number) value).intValue());
            case "BIGINT", "UBIGINT" -> appender.append(((Number) value).longValue());
            case "HUGEINT" -> appender.append(new BigInteger(value.toString()));
            case "FLOAT" -> appender.append(((Number) value).floatValue());
            case "DOUBLE" -> appender.append(((Number) value).doubleValue());
            case "BLOB" -> appender.append((byte[]) value);
            case "DATE" -> appender.append((LocalDate) value);
            case "TIME" -> appender.append((LocalTime) value);
            case "TIMESTAMP" -> appender.append(local(value));
            case "TIMESTAMP WITH TIME ZONE" -> appender.append(zoned(value));
            case "UUID" -> appender.append((UUID) value);
            default -> other(appender, type, value);
        }
    }

    private static void other(DuckDBAppender appender, String type, Object value) throws SQLException {
        if (type.startsWith("DECIMAL")) {
            int scale = DuckDbTypes.columnType(type).scale();
            appender.append(new BigDecimal(value.toString()).setScale(scale));
        } else {
            appender.append(value.toString());
        }
    }

    private static LocalDateTime local(Object value) {
        return value instanceof Instant instant
                ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                : (LocalDateTime) value;
    }

    private static OffsetDateTime zoned(Object value) {
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : (OffsetDateTime) value;
    }
}
