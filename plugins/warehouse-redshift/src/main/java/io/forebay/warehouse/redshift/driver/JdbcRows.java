package io.forebay.warehouse.redshift.driver;

import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.warehouse.redshift.text.RedshiftTypes;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result of the driver. What is left of it is taken into memory when its connection goes on to another statement. */
public final class JdbcRows implements Rows {
    private final List<ResultColumn> columns;
    private final long count;
    private @Nullable ResultSet result;
    private @Nullable List<@Nullable Object[]> kept;
    private @Nullable Object @Nullable [] row;
    private int at;

    private JdbcRows(@Nullable ResultSet result, List<ResultColumn> columns, long count) {
        this.result = result;
        this.columns = columns;
        this.count = count;
    }

    static JdbcRows of(ResultSet result) throws SQLException {
        return new JdbcRows(result, columns(result.getMetaData()), 0);
    }

    static JdbcRows changed(long count) {
        return new JdbcRows(null, List.of(), Math.max(0, count));
    }

    /** A result that was had without asking. */
    public static JdbcRows of(List<ResultColumn> columns, List<List<@Nullable Object>> values) {
        JdbcRows rows = new JdbcRows(null, columns, 0);
        rows.kept = values.stream().map(List::toArray).toList();
        return rows;
    }

    static List<ResultColumn> columns(@Nullable ResultSetMetaData meta) throws SQLException {
        if (meta == null) {
            return List.of();
        }
        List<ResultColumn> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new ResultColumn(
                    meta.getColumnLabel(i),
                    RedshiftTypes.of(
                            meta.getColumnTypeName(i), meta.getPrecision(i), meta.getPrecision(i), meta.getScale(i))));
        }
        return List.copyOf(columns);
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        List<@Nullable Object[]> own = kept;
        if (own != null) {
            row = at < own.size() ? own.get(at++) : null;
            return row != null;
        }
        ResultSet open = result;
        if (open == null) {
            return false;
        }
        try {
            if (!open.next()) {
                row = null;
                close();
                return false;
            }
            row = read(open);
            return true;
        } catch (SQLException e) {
            throw RedshiftErrors.translate(e);
        }
    }

    private @Nullable Object[] read(ResultSet open) throws SQLException {
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(open, i + 1, columns.get(i).type().kind());
        }
        return values;
    }

    private static @Nullable Object value(ResultSet open, int at, TypeKind kind) throws SQLException {
        Object value =
                switch (kind) {
                    case SMALLINT, INTEGER, BIGINT -> open.getLong(at);
                    case REAL, DOUBLE -> open.getDouble(at);
                    case BOOLEAN -> open.getBoolean(at);
                    case DECIMAL -> open.getBigDecimal(at);
                    case VARBYTE -> open.getBytes(at);
                    case DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> moment(open.getString(at), kind);
                    case CHAR, VARCHAR, SUPER, TIMETZ, OTHER -> open.getString(at);
                };
        return open.wasNull() ? null : value;
    }

    /** By the text, which has no time zone of this process in it. */
    private static @Nullable Long moment(@Nullable String text, TypeKind kind) {
        if (text == null) {
            return null;
        }
        if (text.endsWith("infinity")) {
            return text.startsWith("-") ? -Long.MAX_VALUE : Long.MAX_VALUE;
        }
        return switch (kind) {
            case DATE -> java.time.LocalDate.parse(text).toEpochDay();
            case TIME -> LocalTime.parse(text).getLong(ChronoField.MICRO_OF_DAY);
            case TIMESTAMP -> micros(LocalDateTime.parse(text.replace(' ', 'T')).atOffset(ZoneOffset.UTC));
            default -> micros(zoned(text));
        };
    }

    private static OffsetDateTime zoned(String text) {
        String iso = text.replace(' ', 'T');
        int sign = Math.max(iso.lastIndexOf('+'), iso.lastIndexOf('-'));
        return iso.endsWith("Z") || iso.length() - sign > 3
                ? OffsetDateTime.parse(iso)
                : OffsetDateTime.parse(iso + ":00");
    }

    private static long micros(OffsetDateTime time) {
        return Math.addExact(Math.multiplyExact(time.toEpochSecond(), MICROS_A_SECOND), time.getNano() / 1000);
    }

    /** Takes what is left into memory, so that the connection is free. */
    void keep() {
        ResultSet open = result;
        if (open == null) {
            return;
        }
        List<@Nullable Object[]> rest = new ArrayList<>();
        try {
            while (open.next()) {
                rest.add(read(open));
            }
            open.close();
        } catch (SQLException e) {
            throw RedshiftErrors.translate(e);
        } finally {
            result = null;
        }
        kept = rest;
        at = 0;
    }

    private Object at(int column) {
        @Nullable Object[] values = row;
        Object value = values == null ? null : values[column];
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null, or there is no row");
        }
        return value;
    }

    @Override
    public boolean isNull(int column) {
        @Nullable Object[] values = row;
        if (values == null) {
            throw new IllegalStateException("there is no row");
        }
        return values[column] == null;
    }

    @Override
    public long longAt(int column) {
        return ((Number) at(column)).longValue();
    }

    @Override
    public double doubleAt(int column) {
        return ((Number) at(column)).doubleValue();
    }

    @Override
    public boolean booleanAt(int column) {
        return (Boolean) at(column);
    }

    @Override
    public BigDecimal decimalAt(int column) {
        return (BigDecimal) at(column);
    }

    @Override
    public String textAt(int column) {
        return at(column).toString();
    }

    @Override
    public byte[] bytesAt(int column) {
        return (byte[]) at(column);
    }

    @Override
    public long updateCount() {
        return count;
    }

    @Override
    public void close() {
        ResultSet open = result;
        result = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                throw RedshiftErrors.translate(e);
            }
        }
    }
}
