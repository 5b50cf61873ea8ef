package io.forebay.engine.session;

import io.forebay.engine.procedure.Procedures;
import io.forebay.engine.sql.Procedure;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CALL from a client: finds the procedure, asks the warehouse for the arguments' values, and runs it. */
final class CallStatement implements Prepared {
    private static final String TAG = "CALL";

    private final EngineSession session;
    private final String shown;
    private final Procedure procedure;
    private final @Nullable SqlStatement arguments;

    CallStatement(EngineSession session, Statement.Call call, String shown) {
        this.session = session;
        this.shown = shown;
        this.procedure = session.procedures().find(call).orElseGet(() -> byTypes(session, call, shown));
        this.arguments = call.arguments().isEmpty() ? null : query(session, call, procedure, shown);
    }

    private static Procedure byTypes(EngineSession session, Statement.Call call, String shown) {
        if (call.arguments().isEmpty()) {
            return session.procedures().resolve(call, List.of());
        }
        try (SqlStatement query = query(session, call, null, shown)) {
            return session.procedures()
                    .resolve(
                            call,
                            query.columns().stream().map(ResultColumn::type).toList());
        }
    }

    private static SqlStatement query(
            EngineSession session, Statement.Call call, @Nullable Procedure procedure, String shown) {
        try {
            List<Statement> query = session.parseInside(Procedures.argumentQuery(call, procedure));
            if (query.size() == 1
                    && query.get(0) instanceof Statement.Sql sql
                    && sql.kind() == Statement.Sql.Kind.QUERY) {
                return new SqlStatement(session, sql, shown);
            }
        } catch (ForebayException e) {
            throw e.withPosition(call.position().offset() + 1);
        }
        throw new ForebayException(CommonError.SYNTAX, "the arguments of a CALL are expressions")
                .withPosition(call.position().offset() + 1);
    }

    /** What the CALL means now. */
    Procedure procedure() {
        return procedure;
    }

    @Override
    public List<ColumnType> parameters() {
        return arguments == null ? List.of() : arguments.parameters();
    }

    @Override
    public List<ResultColumn> columns() {
        return Procedures.columns(procedure);
    }

    @Override
    public boolean atomic() {
        return !procedure.nonatomic();
    }

    @Override
    public Result execute(List<@Nullable Object> values) {
        return session.run(shown, () -> session.calling(() -> call(values)));
    }

    private Result call(List<@Nullable Object> values) {
        Procedure current = session.procedures().current(procedure);
        List<@Nullable Object> row;
        if (arguments == null) {
            row = session.procedures().call(current, null);
        } else {
            try (Rows given = arguments.execute(values).rows()) {
                row = session.procedures().call(current, given);
            }
        }
        List<ResultColumn> columns = Procedures.columns(current);
        return new Result(columns.isEmpty() ? ValueRows.none() : new ValueRows(columns, List.of(row)), TAG);
    }

    @Override
    public void close() {
        if (arguments != null) {
            arguments.close();
        }
    }
}
