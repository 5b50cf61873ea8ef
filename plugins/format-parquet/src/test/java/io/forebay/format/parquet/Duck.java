package io.forebay.format.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DuckDB, to write Parquet files and to say what is in them. */
final class Duck implements AutoCloseable {
    private final Connection connection;
    private final Path folder;
    private int files;

    Duck() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            folder = Files.createTempDirectory("parquet");
            run("SET TimeZone = 'UTC'");
            run("SET threads = 1");
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The file of a query. @param options of DuckDB's COPY, such as {@code , CODEC zstd} */
    byte[] file(String query, String options) {
        Path file = folder.resolve("file-" + files++ + ".parquet");
        run("COPY (" + query + ") TO '" + file + "' (FORMAT parquet" + options + ")");
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            file.toFile().delete();
        }
    }

    /** A file of DuckDB's that holds what lines of CSV do. */
    byte[] fromCsv(byte[] lines, String columns) {
        try {
            Path csv = Files.write(folder.resolve("lines.csv"), lines);
            return file(
                    "SELECT * FROM read_csv('" + csv + "', header = false, auto_detect = false, delim = ',', columns = "
                            + columns + ")",
                    "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a file is while DuckDB reads it. */
    Path put(byte[] bytes) {
        try {
            return Files.write(folder.resolve("read-" + files++ + ".parquet"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a query, with the values that a chunk of memory has. */
    List<List<@Nullable Object>> rows(String query) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(value(result.getObject(column)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private static @Nullable Object value(@Nullable Object value) throws SQLException {
        if (value instanceof Byte || value instanceof Short || value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        if (value instanceof Boolean bit) {
            return bit ? 1L : 0L;
        }
        if (value instanceof Float real) {
            return (double) real;
        }
        if (value instanceof java.math.BigInteger whole) {
            return new BigDecimal(whole);
        }
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        }
        if (value instanceof LocalTime time) {
            return time.toNanoOfDay() / 1000;
        }
        if (value instanceof java.sql.Timestamp timestamp) {
            return micros(timestamp.toLocalDateTime());
        }
        if (value instanceof LocalDateTime time) {
            return micros(time);
        }
        if (value instanceof OffsetDateTime time) {
            return micros(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
        }
        if (value instanceof java.sql.Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        return value == null || value instanceof BigDecimal || value instanceof Double ? value : value.toString();
    }

    private static long micros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time);
    }

    @Override
    public void close() {
        try {
            connection.close();
            try (var files = Files.list(folder)) {
                files.forEach(file -> file.toFile().delete());
            }
            Files.delete(folder);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
