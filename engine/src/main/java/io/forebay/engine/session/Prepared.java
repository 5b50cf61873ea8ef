package io.forebay.engine.session;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement that is ready to run, perhaps several times. Used by the session's thread. */
public interface Prepared extends AutoCloseable {
    List<ColumnType> parameters();

    /** The columns that it will give; empty for a statement without rows. */
    List<ResultColumn> columns();

    /** Whether all that it does is one transaction, unless it says COMMIT itself. */
    default boolean atomic() {
        return true;
    }

    /** Runs it; see {@code Query.execute} for the values. A result stays readable while other statements run. */
    Result execute(List<@Nullable Object> values);

    @Override
    void close();
}
