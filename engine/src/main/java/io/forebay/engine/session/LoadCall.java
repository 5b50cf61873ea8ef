package io.forebay.engine.session;

import io.forebay.engine.load.Transforms;
import io.forebay.engine.merge.Merges;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.TableName;
import java.util.List;

/** The call that a job's load ends with, in a session that works in the load's transaction. */
final class LoadCall implements Transforms.Call {
    private final EngineSession session;
    private final long loadId;
    private final Prepared prepared;

    /** @param call as it is written behind CALL */
    LoadCall(EngineSession session, String call, long loadId) {
        this.session = session;
        this.loadId = loadId;
        session.copies().loaded(loadId, 0);
        this.prepared = prepare(session, call);
    }

    private static Prepared prepare(EngineSession session, String call) {
        Statement.Call statement = (Statement.Call) session.parsed("CALL " + call);
        String shown = EngineSession.shown("CALL " + call);
        if (Merges.SCHEMA.equals(statement.name().schema())) {
            return Preparing.of(session, statement, shown);
        }
        CallStatement prepared = new CallStatement(session, statement, shown);
        session.procedures().checkOfLoad(prepared.procedure());
        return prepared;
    }

    /**
     * The call with the schema that the session finds the procedure in, once it is seen that it could run.
     *
     * @param call as it is written behind CALL; empty for none
     */
    static String resolved(EngineSession session, String call) {
        if (call.isEmpty() || session.warehouse().staging().isPresent()) {
            return call;
        }
        Statement.Call statement = (Statement.Call) session.parsed("CALL " + call);
        if (Merges.SCHEMA.equals(statement.name().schema())) {
            Merges.steps(statement.name().name(), statement.arguments(), session.connection());
            return call;
        }
        try (CallStatement calling = new CallStatement(session, statement, "")) {
            session.procedures().checkOfLoad(calling.procedure());
            if (!calling.parameters().isEmpty()) {
                throw new ForebayException(CommonError.SYNTAX, "the call of a job cannot have parameters such as $1");
            }
            return statement.name().schema() != null
                    ? call
                    : plain(String.valueOf(calling.procedure().name().schema())) + "." + call;
        }
    }

    private static String plain(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : TableName.quote(name);
    }

    /** @throws ForebayException NOT_SUPPORTED for a statement of another transaction than the load's */
    static void check(Statement statement) {
        if (statement instanceof Statement.CreateJob
                || statement instanceof Statement.RedefineJob
                || statement instanceof Statement.AlterJob
                || statement instanceof Statement.RunJob
                || statement instanceof Statement.DropJob
                || statement instanceof Statement.RepairJob) {
            throw new ForebayException(
                            CommonError.NOT_SUPPORTED,
                            "a procedure that a copy job calls cannot run statements about copy jobs")
                    .withHint("COPY without JOB works, and is part of the load's transaction.");
        }
    }

    @Override
    public void run(long rows) {
        session.copies().loaded(loadId, rows);
        long transaction = session.transaction().number();
        prepared.execute(List.of()).close();
        session.cursors().closeAll();
        if (!session.transaction().open() || session.transaction().number() != transaction) {
            throw new ForebayException(
                    CommonError.INTERNAL, "the call has ended the transaction of its load; nothing is loaded");
        }
    }

    @Override
    public void cancel() {
        session.cancel();
    }

    @Override
    public void close() {
        try (session) {
            prepared.close();
        }
    }
}
