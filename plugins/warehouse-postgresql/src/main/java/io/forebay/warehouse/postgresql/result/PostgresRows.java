package io.forebay.warehouse.postgresql.result;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.WarehouseNotice;
import io.forebay.warehouse.postgresql.driver.Answer;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.Tuple;

/** A result: a batch in memory, behind it a portal at the server, or what is left of one in a {@link Spool}. */
public final class PostgresRows implements Rows {
    /** The connection that the portal belongs to. */
    public interface Owner {
        /** The next batch of the result's portal; ends what has to end with the last. */
        Answer fetch(PostgresRows rows, ResultCursor portal, int count);

        /** Nobody will read the result any further. */
        void closed(PostgresRows rows);
    }

    private final Owner owner;
    private final List<ResultColumn> columns;
    private final long updateCount;
    private final List<WarehouseNotice> notices;
    private List<Tuple> batch;
    private int at = -1;
    private @Nullable ResultCursor portal;
    private @Nullable Spool spool;
    private @Nullable Tuple row;
    private @Nullable ForebayException failure;

    public PostgresRows(Owner owner, List<ResultColumn> columns, Answer first) {
        this.owner = owner;
        this.columns = List.copyOf(columns);
        this.updateCount = columns.isEmpty() ? first.count() : 0;
        this.notices = first.notices();
        this.batch = first.rows();
        this.portal = first.portal();
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
    public List<WarehouseNotice> notices() {
        return notices;
    }

    /** Whether rows wait at the server. */
    public boolean open() {
        return portal != null;
    }

    @Override
    public boolean next() {
        if (failure != null) {
            throw failure;
        }
        row = null;
        while (++at >= batch.size() && portal != null) {
            take(fetch(portal));
        }
        row = at < batch.size() ? batch.get(at) : kept();
        return row != null;
    }

    private void take(Answer answer) {
        batch = answer.rows();
        portal = answer.portal();
        at = -1;
    }

    private Answer fetch(ResultCursor from) {
        try {
            return owner.fetch(this, from, Pace.next(batch));
        } catch (ForebayException e) {
            fail(e);
            throw e;
        }
    }

    private @Nullable Tuple kept() {
        at = batch.size();
        return spool == null ? null : spool.next();
    }

    /** Takes what is left out of the server, so that the portal may go. */
    public void keep() {
        ResultCursor from = portal;
        if (from == null) {
            return;
        }
        Spool kept = new Spool();
        spool = kept;
        List<Tuple> last = batch;
        while (from != null) {
            Answer answer = owner.fetch(this, from, Pace.next(last));
            last = answer.rows();
            kept.add(last);
            from = answer.portal();
            portal = from;
        }
        kept.open();
    }

    /** Ends the result without reading it, because its transaction is undone. */
    public void abandon() {
        if (portal != null) {
            fail(new ForebayException(CommonError.WRONG_STATE, "the result ended with its transaction"));
        }
    }

    /** What the result says from now on. */
    public void fail(ForebayException cause) {
        failure = cause;
        row = null;
        portal = null;
    }

    private byte[] cell(int column) {
        byte[] cell = row == null ? null : row.get(column);
        if (cell == null) {
            throw new IllegalStateException(row == null ? "no row" : "column " + column + " is null");
        }
        return cell;
    }

    @Override
    public boolean isNull(int column) {
        if (row == null) {
            throw new IllegalStateException("no row");
        }
        return row.get(column) == null;
    }

    @Override
    public long longAt(int column) {
        return Cells.number(cell(column), columns.get(column).type().kind());
    }

    @Override
    public double doubleAt(int column) {
        return Cells.real(cell(column));
    }

    @Override
    public boolean booleanAt(int column) {
        return Cells.truth(cell(column));
    }

    @Override
    public BigDecimal decimalAt(int column) {
        return Cells.decimal(cell(column));
    }

    @Override
    public String textAt(int column) {
        byte[] cell = cell(column);
        return columns.get(column).type().kind() == TypeKind.SUPER ? Cells.json(cell) : Cells.text(cell);
    }

    @Override
    public byte[] bytesAt(int column) {
        return cell(column);
    }

    @Override
    public void close() {
        ResultCursor open = portal;
        portal = null;
        batch = List.of();
        row = null;
        if (open != null) {
            open.close();
        }
        if (spool != null) {
            spool.close();
            spool = null;
        }
        owner.closed(this);
    }
}
