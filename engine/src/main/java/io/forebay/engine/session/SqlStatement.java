package io.forebay.engine.session;

import io.forebay.engine.sql.Statement;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A statement that the warehouse runs. */
final class SqlStatement implements Prepared {
    private final EngineSession session;
    private final Statement.Sql statement;
    private final String shown;
    private String sql;
    private Query query;
    private int epoch;

    SqlStatement(EngineSession session, Statement.Sql statement, String shown) {
        this.session = session;
        this.statement = statement;
        this.shown = shown;
        this.sql = session.current(statement).sql();
        this.epoch = session.epoch();
        this.query = prepare();
    }

    private Query prepare() {
        return positioned(() -> session.connection().prepare(sql));
    }

    @Override
    public List<ColumnType> parameters() {
        return query.parameters();
    }

    @Override
    public List<ResultColumn> columns() {
        return query.columns();
    }

    @Override
    public Result execute(List<@Nullable Object> values) {
        return session.run(shown, () -> {
            refresh();
            if (statement.kind() != Statement.Sql.Kind.QUERY) {
                boolean creates = statement.tag().startsWith("CREATE");
                TargetGuard.check(session.connection(), statement.targets(), creates);
            }
            Rows rows = positioned(() -> query.execute(values));
            return result(rows);
        });
    }

    /** Values of the session in the text (pg_last_copy_count()) may have changed; the connection may be a new one. */
    private void refresh() {
        String now = session.current(statement).sql();
        if (!now.equals(sql) || session.epoch() != epoch) {
            query.close();
            sql = now;
            epoch = session.epoch();
            query = prepare();
        }
    }

    private Result result(Rows rows) {
        if (!rows.columns().isEmpty() && statement.kind() == Statement.Sql.Kind.QUERY) {
            return new Result(rows, statement.tag());
        }
        long count = rows.updateCount();
        rows.close();
        session.afterChange(statement.kind());
        return new Result(ValueRows.none(), tag(count));
    }

    private String tag(long count) {
        return switch (statement.tag()) {
            case "INSERT" -> "INSERT 0 " + count;
            case "UPDATE", "DELETE", "MERGE" -> statement.tag() + " " + count;
            default -> statement.tag();
        };
    }

    private <T> T positioned(Supplier<T> work) {
        try {
            return work.get();
        } catch (ForebayException e) {
            throw e.position().isPresent() && !e.is(CommonError.CANCELLED)
                    ? e.withPosition(
                            statement.positions().inUserText(e.position().getAsInt()))
                    : e;
        }
    }

    @Override
    public void close() {
        query.close();
    }
}
