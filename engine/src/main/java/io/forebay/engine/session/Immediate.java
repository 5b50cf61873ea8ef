package io.forebay.engine.session;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A statement that needs no preparation and takes no parameters. */
record Immediate(List<ResultColumn> columns, Supplier<Result> work) implements Prepared {
    static Immediate of(Supplier<Result> work) {
        return new Immediate(List.of(), work);
    }

    /** A statement that gives no rows. */
    static Immediate command(Supplier<String> work) {
        return of(() -> new Result(ValueRows.none(), work.get()));
    }

    @Override
    public List<ColumnType> parameters() {
        return List.of();
    }

    @Override
    public Result execute(List<@Nullable Object> values) {
        return work.get();
    }

    @Override
    public void close() {}
}
