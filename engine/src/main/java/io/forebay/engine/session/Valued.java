package io.forebay.engine.session;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A statement that gives no rows and takes its parameters as they come, without saying which it has. */
record Valued(Function<List<@Nullable Object>, Result> work) implements Prepared {
    @Override
    public List<ColumnType> parameters() {
        return List.of();
    }

    @Override
    public List<ResultColumn> columns() {
        return List.of();
    }

    @Override
    public Result execute(List<@Nullable Object> values) {
        return work.apply(values);
    }

    @Override
    public void close() {}
}
