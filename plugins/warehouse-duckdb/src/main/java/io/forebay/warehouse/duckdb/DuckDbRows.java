package io.forebay.warehouse.duckdb;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.warehouse.duckdb.result.Cursor;
import io.forebay.warehouse.duckdb.result.Spool;
import io.forebay.warehouse.duckdb.result.SpoolCursor;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result: live from DuckDB at first, from a {@link Spool} once its connection has moved on. */
final class DuckDbRows implements Rows {
    private final DuckDbConnection connection;
    private final List<ResultColumn> columns;
    private final long updateCount;
    private final String sql;
    private @Nullable Cursor cursor;
    private boolean onRow;
    private boolean ended;
    private @Nullable ForebayException failure;

    private DuckDbRows(
            DuckDbConnection connection,
            List<ResultColumn> columns,
            @Nullable Cursor cursor,
            long updateCount,
            String sql) {
        this.connection = connection;
        this.columns = List.copyOf(columns);
        this.cursor = cursor;
        this.updateCount = updateCount;
        this.sql = sql;
        this.ended = cursor == null;
    }

    static DuckDbRows of(DuckDbConnection connection, List<ResultColumn> columns, Cursor cursor, String sql) {
        return new DuckDbRows(connection, columns, cursor, 0, sql);
    }

    static DuckDbRows counted(DuckDbConnection connection, long updateCount) {
        return new DuckDbRows(connection, List.of(), null, updateCount, "");
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public long updateCount() {
        return updateCount;
    }

    @Override
    public boolean next() {
        if (failure != null) {
            throw failure;
        }
        if (ended) {
            return false;
        }
        if (cursor().step()) {
            onRow = true;
            return true;
        }
        onRow = cursor instanceof SpoolCursor ? cursor().next() : connection.fetch(cursor()::next, sql);
        ended = !onRow;
        if (ended) {
            release();
        }
        return onRow;
    }

    /** Takes what is left out of DuckDB, so that the connection can run something else. */
    void keep(java.nio.file.Path scratch) {
        if (cursor == null || cursor instanceof SpoolCursor) {
            return;
        }
        Cursor live = cursor;
        Cursor kept = new Spool(columns, scratch).drain(live, onRow);
        cursor = kept;
        live.close();
        if (onRow) {
            kept.next();
        }
    }

    /** Ends the result without reading it. */
    void abandon() {
        if (!ended) {
            fail(new ForebayException(CommonError.WRONG_STATE, "the result ended with its transaction"));
        }
    }

    /** What the result says from now on. */
    void fail(ForebayException cause) {
        failure = cause;
        ended = true;
        onRow = false;
        release();
    }

    private void release() {
        Cursor open = cursor;
        if (open != null && !onRow) {
            cursor = null;
            open.close();
        }
    }

    private Cursor cursor() {
        Cursor open = cursor;
        if (open == null) {
            throw new IllegalStateException("no row");
        }
        return open;
    }

    @Override
    public boolean isNull(int column) {
        return cursor().isNull(column);
    }

    @Override
    public long longAt(int column) {
        return cursor().longAt(column);
    }

    @Override
    public double doubleAt(int column) {
        return cursor().doubleAt(column);
    }

    @Override
    public boolean booleanAt(int column) {
        return cursor().booleanAt(column);
    }

    @Override
    public BigDecimal decimalAt(int column) {
        return cursor().decimalAt(column);
    }

    @Override
    public long unscaledAt(int column) {
        return cursor().unscaledAt(column);
    }

    @Override
    public String textAt(int column) {
        return cursor().textAt(column);
    }

    @Override
    public byte[] utf8At(int column) {
        return cursor().utf8At(column);
    }

    @Override
    public byte[] bytesAt(int column) {
        return cursor().bytesAt(column);
    }

    @Override
    public void close() {
        ended = true;
        onRow = false;
        release();
        connection.closed(this);
    }
}
