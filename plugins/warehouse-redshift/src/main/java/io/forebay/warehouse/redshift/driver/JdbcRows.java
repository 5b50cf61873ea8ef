package io.forebay.warehouse.redshift.driver;

import com.amazon.redshift.util.RedshiftWarning;
import com.amazon.redshift.util.ServerErrorMessage;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.WarehouseNotice;
import io.forebay.warehouse.redshift.text.Moments;
import io.forebay.warehouse.redshift.text.RedshiftTypes;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result of the driver, which reads it as it comes. What is left of it is taken into memory when its connection goes on to
 * another statement, as far as that is little.
 */
public final class JdbcRows extends ReadRows {
    private static final long MOST_KEPT = 128L << 20;
    private static final int MOST_NOTICES = 100;

    private final long count;
    private final @Nullable JdbcTransport owner;
    private final List<WarehouseNotice> notices = new ArrayList<>();
    private @Nullable ResultSet result;
    private Deque<@Nullable Object[]> kept = new ArrayDeque<>();
    /** What comes behind the rows that are kept; null for nothing. */
    private @Nullable ForebayException end;

    private JdbcRows(
            @Nullable JdbcTransport owner, @Nullable ResultSet result, List<ResultColumn> columns, long count) {
        super(columns);
        this.owner = owner;
        this.result = result;
        this.count = count;
    }

    static JdbcRows of(JdbcTransport owner, ResultSet result) throws SQLException {
        return new JdbcRows(owner, result, columns(result.getMetaData()), 0);
    }

    /** A statement that gave no rows. */
    public static JdbcRows changed(long count) {
        return new JdbcRows(null, null, List.of(), Math.max(0, count));
    }

    /** A result that was had without asking. */
    public static JdbcRows of(List<ResultColumn> columns, List<List<@Nullable Object>> values) {
        JdbcRows rows = new JdbcRows(null, null, columns, 0);
        values.forEach(row -> rows.kept.add(row.toArray()));
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
        ResultSet open = result;
        if (open == null) {
            @Nullable Object[] row = kept.poll();
            if (row == null && end != null) {
                throw end;
            }
            return row;
        }
        try {
            if (open.next()) {
                return read(open);
            }
            close();
            return null;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private ForebayException failed(SQLException e) {
        return owner == null ? RedshiftErrors.translate(e) : owner.failed(e);
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

    /** Takes what is left into memory, so that the connection is free. What fails on the way comes behind it. */
    void keep() {
        ResultSet open = result;
        JdbcTransport of = owner;
        if (open == null || of == null) {
            return;
        }
        result = null;
        long bytes = 0;
        try {
            while (bytes <= MOST_KEPT && open.next()) {
                @Nullable Object[] row = read(open);
                bytes += bytes(row);
                kept.add(row);
            }
            if (bytes > MOST_KEPT) {
                end = new ForebayException(
                                CommonError.TOO_MUCH,
                                "the rest of a result was too large to be kept when the next statement came, "
                                        + (MOST_KEPT >> 20) + " MB of it are")
                        .withHint("Read a large result to its end first, or on a connection of its own.");
                of.abandon(open);
            }
            open.close();
        } catch (SQLException e) {
            end = of.failed(e);
        }
    }

    private static long bytes(@Nullable Object[] row) {
        long bytes = 32;
        for (Object value : row) {
            bytes += 24;
            if (value instanceof String text) {
                bytes += text.length() * 2L;
            } else if (value instanceof byte[] array) {
                bytes += array.length;
            }
        }
        return bytes;
    }

    /** Nothing is read of it any more. */
    void end(ForebayException reason) {
        close();
        kept = new ArrayDeque<>();
        end = reason;
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
        JdbcTransport of = owner;
        result = null;
        if (open == null || of == null) {
            return;
        }
        try {
            of.abandon(open);
            open.close();
        } catch (SQLException e) {
            of.failed(e);
        }
    }
}
