package io.forebay.warehouse.redshift;

import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.warehouse.redshift.driver.JdbcRows;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What became of one statement of the engine: none, one or several of Redshift's, run in order; the last one's result. */
record SeveralQuery(List<Query> queries, Runnable failing) implements Query {
    SeveralQuery {
        queries = List.copyOf(queries);
    }

    @Override
    public List<ColumnType> parameters() {
        return queries.isEmpty() ? List.of() : guarded(last()::parameters);
    }

    @Override
    public List<ResultColumn> columns() {
        return queries.isEmpty() ? List.of() : guarded(last()::columns);
    }

    private Query last() {
        return queries.get(queries.size() - 1);
    }

    @Override
    public Rows execute(List<@Nullable Object> values) {
        return guarded(() -> {
            for (Query query : queries.subList(0, Math.max(0, queries.size() - 1))) {
                query.execute(List.of()).close();
            }
            return queries.isEmpty() ? JdbcRows.of(List.of(), List.of()) : last().execute(values);
        });
    }

    /** What fails while it is described fails the transaction too. */
    private <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (ForebayException e) {
            failing.run();
            throw e;
        }
    }

    @Override
    public void close() {
        queries.forEach(Query::close);
    }
}
