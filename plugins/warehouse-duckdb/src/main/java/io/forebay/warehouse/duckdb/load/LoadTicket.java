package io.forebay.warehouse.duckdb.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.RowSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One load on its way through DuckDB: its rows, and why it ended when it ended badly. Thread-safe. */
public final class LoadTicket {
    private final List<Column> columns;
    private final RowSource rows;
    private final AtomicBoolean used = new AtomicBoolean();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    public LoadTicket(List<Column> columns, RowSource rows) {
        this.columns = List.copyOf(columns);
        this.rows = rows;
    }

    List<Column> columns() {
        return columns;
    }

    RowSource rows() {
        return rows;
    }

    /** Lets the rows be read once. */
    void use() {
        if (!used.compareAndSet(false, true)) {
            throw new ForebayException(CommonError.INTERNAL, "the rows of a load were asked for twice");
        }
    }

    /** Keeps the first failure; the others follow from it. */
    void fail(Throwable cause) {
        RuntimeException kept = cause instanceof ForebayException forebay
                ? forebay
                : new ForebayException(CommonError.INTERNAL, "reading rows failed: " + cause, cause);
        failure.compareAndSet(null, kept);
    }

    public void cancel() {
        fail(ForebayException.cancelled());
    }

    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Ends the calling thread's part of the load after another part has failed. */
    public void check() {
        RuntimeException cause = failure.get();
        if (cause != null) {
            throw cause;
        }
    }
}
