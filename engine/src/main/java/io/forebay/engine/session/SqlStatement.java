package io.forebay.engine.session;

import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.query.QualifiedTargets;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A statement that the warehouse runs. */
final class SqlStatement implements Prepared {
    private final EngineSession session;
    private final Statement.Sql statement;
    private final String shown;
    private final UnaryOperator<Statement.Sql> checked;
    private Statement.Sql current;
    private Query query;
    private int epoch;
    private long checkedIn;

    SqlStatement(EngineSession session, Statement.Sql statement, String shown) {
        this(session, statement, shown, session.user()::checked);
    }

    /** @param checked what its user may run */
    SqlStatement(EngineSession session, Statement.Sql statement, String shown, UnaryOperator<Statement.Sql> checked) {
        this.session = session;
        this.checked = checked;
        this.statement = statement;
        this.shown = shown;
        Lookup lookup = new Lookup(session.connection());
        check(lookup);
        this.current = current(lookup);
        this.epoch = session.epoch();
        this.query = prepare();
        noteCheck();
    }

    private void noteCheck() {
        checkedIn = session.transaction().open() ? session.transaction().number() : -1;
    }

    /**
     * Whether what was checked still holds, so that a procedure's loop need not ask the catalog at each step: in the same
     * transaction, between whose statements the procedure has made and set nothing; the names are the checked ones, with
     * their schemas.
     */
    private boolean holds() {
        return session.calling()
                && session.transaction().open()
                && checkedIn == session.transaction().number()
                && epoch == session.epoch()
                && !statement.sql().toLowerCase(Locale.ROOT).contains("pg_last_");
    }

    private Query prepare() {
        try {
            return positioned(() -> session.connection().prepare(current.sql()));
        } catch (ForebayException e) {
            if (statement.kind() != Statement.Sql.Kind.QUERY) {
                throw session.external().refusal(statement.targets(), e);
            }
            throw e.is(CommonError.UNDEFINED_COLUMN)
                    ? session.lateViews().failure(current.sql()).orElse(e)
                    : e;
        }
    }

    private void check(Lookup lookup) {
        if (statement.kind() != Statement.Sql.Kind.QUERY) {
            TargetGuard.check(lookup, statement.targets(), creates());
            if (statement.kind() != Statement.Sql.Kind.DDL) {
                TargetGuard.requireTables(lookup, statement.targets());
            }
        }
    }

    /** With the session's values and the schemas of what it changes in it. */
    private Statement.Sql current(Lookup lookup) {
        Statement.Sql qualified =
                QualifiedTargets.in(session.current().of(statement), name -> lookup.schema(name, creates()));
        return statement.kind() == Statement.Sql.Kind.QUERY || statement.kind() == Statement.Sql.Kind.DML
                ? checked.apply(qualified)
                : qualified;
    }

    private boolean creates() {
        return statement.tag().startsWith("CREATE");
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
            if (!holds()) {
                Lookup lookup = new Lookup(session.connection());
                check(lookup);
                refresh(lookup);
                noteCheck();
            }
            Rows rows = positioned(() -> session.running().executing(() -> rows(values)));
            rows.notices().forEach(each -> session.listener()
                    .notice(new Notice(each.severity(), each.sqlState(), each.message())));
            return result(rows);
        });
    }

    private Rows rows(List<@Nullable Object> values) {
        if (!Dependents.concerns(session, statement.tag())) {
            return query.execute(values);
        }
        return session.within(() -> {
            new Dependents(session)
                    .dropping(statement.targets(), statement.sql().endsWith(" CASCADE"));
            return query.execute(values);
        });
    }

    /** Values of the session in the text (pg_last_copy_count()) may have changed; the connection may be a new one. */
    private void refresh(Lookup lookup) {
        Statement.Sql now = current(lookup);
        if (!now.sql().equals(current.sql()) || session.epoch() != epoch) {
            query.close();
            current = now;
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
                    ? e.withPosition(current.positions().inUserText(e.position().getAsInt()))
                    : e;
        }
    }

    @Override
    public void close() {
        query.close();
    }
}
