package io.forebay.warehouse.postgresql.driver;

import io.forebay.spi.warehouse.WarehouseNotice;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** What the server has answered to one statement, or to one question for more of its rows. */
public final class Answer extends ResultHandlerBase {
    private static final int MOST_NOTICES = 100;

    private final List<WarehouseNotice> notices = new ArrayList<>();
    private @Nullable Field @Nullable [] fields;
    private List<Tuple> rows = List.of();
    private @Nullable ResultCursor portal;
    private @Nullable String tag;
    private long count;

    @Override
    public void handleResultRows(Query query, Field[] resultFields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
        fields = resultFields;
        rows = tuples;
        portal = cursor;
    }

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertOid) {
        tag = status;
        count = updateCount;
    }

    @Override
    public void handleWarning(SQLWarning warning) {
        if (notices.size() < MOST_NOTICES) {
            notices.add(notice(warning));
        }
    }

    private static WarehouseNotice notice(SQLWarning warning) {
        ServerErrorMessage server = warning instanceof PSQLWarning known ? known.getServerErrorMessage() : null;
        return new WarehouseNotice(
                server == null || server.getSeverity() == null ? "WARNING" : server.getSeverity(),
                warning.getSQLState() == null ? "00000" : warning.getSQLState(),
                String.valueOf(server == null ? warning.getMessage() : server.getMessage()));
    }

    /** What the server has said meanwhile. */
    public List<WarehouseNotice> notices() {
        return notices;
    }

    /** The columns; null when the statement gives no rows. */
    @Nullable
    Field @Nullable [] fields() {
        return fields;
    }

    /** Whether each column came in the form in which it will be read. */
    boolean formsAsExpected() {
        if (fields != null) {
            for (Field field : fields) {
                boolean binary = field.getFormat() == Field.BINARY_FORMAT;
                if (binary != PostgresTypes.BINARY.contains(field.getOID())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The rows of this batch, each column as the server sent it. */
    public List<Tuple> rows() {
        return rows;
    }

    /** Where the rest of the rows waits; null when there is none. */
    public @Nullable ResultCursor portal() {
        return portal;
    }

    /** The server's word for what was done, such as {@code INSERT 0 1}; empty when more rows wait or were fetched. */
    public String tag() {
        return tag == null ? "" : tag;
    }

    /** Rows inserted, updated, deleted or selected. */
    public long count() {
        return Math.max(0, count);
    }

    /** Throws what the server or the driver said went wrong. */
    void check() throws SQLException {
        SQLException failure = getException();
        if (failure != null) {
            throw failure;
        }
    }
}
