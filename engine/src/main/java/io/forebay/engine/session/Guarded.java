package io.forebay.engine.session;

import io.forebay.engine.access.Rights;
import io.forebay.engine.access.Who;
import io.forebay.engine.merge.Merges;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A statement that runs only when its user may run it: asked before it is prepared, which may tell of its tables, and again
 * each time, since rights and users change. The server's own user is asked for nothing.
 */
final class Guarded implements Prepared {
    private final EngineSession session;
    private final Statement statement;
    private final Prepared prepared;
    private @Nullable Who checked;
    private long checkedIn = -1;

    private Guarded(EngineSession session, Statement statement, Supplier<Prepared> prepared) {
        this.session = session;
        this.statement = statement;
        check();
        this.prepared = prepared.get();
    }

    static Prepared of(EngineSession session, Statement statement, Supplier<Prepared> prepared) {
        return session.warehouse().dialect().lacksUsers() ? new Guarded(session, statement, prepared) : prepared.get();
    }

    private void check() {
        Who who = session.who();
        if (who.server() || unasked() || holds(who)) {
            return;
        }
        Rights rights = session.rights();
        if (!rights.superuser()) {
            statement.accept(new RightsCheck(session, rights));
        }
        checked = who;
        checkedIn = session.calling() && session.transaction().open()
                ? session.transaction().number()
                : -1;
    }

    /** What needs no right, or is checked by {@link SqlStatement} itself. */
    private boolean unasked() {
        return statement instanceof Statement.Transaction
                || statement instanceof Statement.Sql sql
                        && (sql.kind() == Statement.Sql.Kind.QUERY || sql.kind() == Statement.Sql.Kind.DML);
    }

    /** In a procedure's loop, as long as nothing was made in between: then it is prepared anew. */
    private boolean holds(Who who) {
        return session.calling()
                && session.transaction().open()
                && checkedIn == session.transaction().number()
                && who.equals(checked);
    }

    @Override
    public List<ColumnType> parameters() {
        return prepared.parameters();
    }

    @Override
    public List<ResultColumn> columns() {
        return prepared.columns();
    }

    @Override
    public boolean atomic() {
        return prepared.atomic();
    }

    @Override
    public Result execute(List<@Nullable Object> values) {
        try {
            Result result = atOnce() ? session.within(() -> run(values)) : run(values);
            if (MadeThings.concerns(statement) && session.grants().version() > 0) {
                session.user().accessChanged();
            }
            if (MadeThings.concerns(statement) || statement instanceof Statement.AlterColumn) {
                session.made();
            }
            session.bindViews();
            return result;
        } catch (RuntimeException e) {
            if (!session.calling()) {
                session.transaction().failed();
            }
            throw e;
        }
    }

    /** Whether what is asked about and what is done must be one transaction, so that a name means the same. */
    private boolean atOnce() {
        return !session.who().server()
                && (MadeThings.inOne(statement)
                        || statement instanceof Statement.AlterColumn
                        || statement instanceof Statement.AlterExternalTable
                        || statement instanceof Statement.CommentOn
                        || statement instanceof Statement.Several
                        || statement instanceof Statement.AppendTable
                        || statement instanceof Statement.Sql sql && sql.kind() == Statement.Sql.Kind.TRUNCATE
                        || statement instanceof Statement.Call call
                                && Merges.SCHEMA.equals(call.name().schema()));
    }

    private Result run(List<@Nullable Object> values) {
        check();
        if (MadeThings.concerns(statement) && session.grants().used(session.connection())) {
            Result result = new MadeThings(session).run(statement, () -> prepared.execute(values));
            session.user().accessChanged();
            return result;
        }
        return prepared.execute(values);
    }

    @Override
    public void close() {
        prepared.close();
    }
}
