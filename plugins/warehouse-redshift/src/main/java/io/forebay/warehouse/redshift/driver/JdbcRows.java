package io.forebay.warehouse.redshift.driver;

import com.amazon.redshift.util.RedshiftWarning;
import com.amazon.redshift.util.ServerErrorMessage;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.WarehouseNotice;
import io.forebay.warehouse.redshift.text.Moments;
import io.forebay.warehouse.redshift.text.RedshiftTypes;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result of the driver. What is left of it is taken into memory when its connection goes on to another statement. */
public final class JdbcRows extends ReadRows {
    private static final int MOST_NOTICES = 100;

    private final long count;
    private final List<WarehouseNotice> notices = new ArrayList<>();
    private @Nullable ResultSet result;
    private @Nullable List<@Nullable Object[]> kept;
    private int at;

    private JdbcRows(@Nullable ResultSet result, List<ResultColumn> columns, long count) {
        super(columns);
        this.result = result;
        this.count = count;
    }

    static JdbcRows of(ResultSet result) throws SQLException {
        return new JdbcRows(result, columns(result.getMetaData()), 0);
    }

    /** A statement that gave no rows. */
    public static JdbcRows changed(long count) {
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
    protected @Nullable Object @Nullable [] read() {
        List<@Nullable Object[]> own = kept;
        if (own != null) {
            return at < own.size() ? own.get(at++) : null;
        }
        ResultSet open = result;
        if (open == null) {
            return null;
        }
        try {
            if (!open.next()) {
                close();
                return null;
            }
            return read(open);
        } catch (SQLException e) {
            throw RedshiftErrors.translate(e);
        }
    }

    private @Nullable Object[] read(ResultSet open) throws SQLException {
        @Nullable Object[] values = new Object[columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(open, i + 1, columns().get(i).type().kind());
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

    private static @Nullable Long moment(@Nullable String text, TypeKind kind) {
        return text == null ? null : Moments.of(text, kind);
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

    /** With what the server has said before the result. */
    JdbcRows saying(@Nullable SQLWarning first) {
        for (SQLWarning warning = first;
                warning != null && notices.size() < MOST_NOTICES;
                warning = warning.getNextWarning()) {
            ServerErrorMessage server = warning instanceof RedshiftWarning known ? known.getServerErrorMessage() : null;
            notices.add(new WarehouseNotice(
                    server == null || server.getSeverity() == null ? "WARNING" : server.getSeverity(),
                    warning.getSQLState() == null ? "00000" : warning.getSQLState(),
                    String.valueOf(server == null ? warning.getMessage() : server.getMessage())));
        }
        return this;
    }

    @Override
    public List<WarehouseNotice> notices() {
        return notices;
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
