package io.forebay.engine.session;

import io.forebay.engine.job.JobRun;
import io.forebay.engine.job.JobView;
import io.forebay.engine.job.Jobs;
import io.forebay.engine.job.Unbuilt;
import io.forebay.engine.job.WarehouseReads;
import io.forebay.engine.ledger.ListedObjects;
import io.forebay.engine.load.KeptRejects;
import io.forebay.engine.reject.RejectTable;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.JobOptions;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How copy jobs are made, changed, run and dropped in a session; each gives the tag that the client is told. */
final class JobStatement {
    private final EngineSession session;

    JobStatement(EngineSession session) {
        this.session = session;
    }

    String create(Statement.CreateJob statement) {
        session.transaction().checkNone("COPY JOB CREATE");
        Jobs.Definition definition =
                definition(statement.name(), statement.command(), statement.options(), statement.auto());
        ListedObjects baseline = session.running().waiting(() -> session.jobs().baseline(definition));
        session.running().throwIfCancelled();
        prepareRejects(definition);
        session.jobs()
                .create(definition, baseline, session.database(), session.who().id());
        return "CREATE COPY JOB";
    }

    String redefine(Statement.RedefineJob statement) {
        session.transaction().checkNone("COPY … JOB ALTER");
        Jobs.Definition definition =
                definition(statement.name(), statement.command(), statement.options(), statement.auto());
        Jobs.Change change = session.running().waiting(() -> session.jobs().change(definition));
        session.running().throwIfCancelled();
        prepareRejects(definition);
        session.jobs().redefine(change);
        return "ALTER COPY JOB";
    }

    private Jobs.Definition definition(String name, CopyCommand command, JobOptions options, @Nullable Boolean auto) {
        Unbuilt.refuse(options);
        session.warehouse().staging().ifPresent(staging -> WarehouseReads.check(command, options, staging));
        TableName table = target(command.table()).name();
        return new Jobs.Definition(
                name, command, options.calling(LoadCall.resolved(session, options.then())), table, auto);
    }

    private Table target(Name name) {
        session.external().refuseTarget(name);
        Table table = session.connection().load(name.schema(), name.name());
        if (table.temporary()) {
            throw new ForebayException(
                            CommonError.WRONG_STATE, "a copy job cannot load temporary table \"" + name.name() + "\"")
                    .withHint("It ends with its session; use a permanent table.");
        }
        TargetGuard.check(
                session.connection(),
                List.of(new Name(table.name().schema(), table.name().name())),
                false);
        return table;
    }

    private void prepareRejects(Jobs.Definition definition) {
        KeptRejects.table(definition.command(), definition.table()).ifPresent(table -> {
            TargetGuard.check(session.connection(), List.of(new Name(table.schema(), table.name())), true);
            RejectTable.prepare(session.connection(), table);
        });
    }

    String alter(Statement.AlterJob statement) {
        if (statement.then() != null) {
            session.transaction().checkNone("COPY JOB ALTER … THEN");
            call(statement.name(), statement.then(), statement.auto());
        } else if (statement.auto() != null) {
            session.jobs().alter(statement.name(), statement.auto());
        }
        return "ALTER COPY JOB";
    }

    /** Gives a job another call and leaves the rest of it. */
    private void call(String name, String then, @Nullable Boolean auto) {
        JobView job = session.jobs().view(name);
        CopyCommand command = job.text().command();
        JobOptions options = job.text().options().calling(LoadCall.resolved(session, then));
        session.warehouse().staging().ifPresent(staging -> WarehouseReads.check(command, options, staging));
        Jobs.Definition definition =
                new Jobs.Definition(name, command, options, job.job().table(), auto);
        session.jobs().redefine(session.running().waiting(() -> session.jobs().change(definition)));
    }

    String run(String name) {
        session.running().cancelBy(() -> session.jobs().cancel(name));
        JobRun run = session.jobs().run(name, session.running()::cancelled);
        session.copies().tell(run);
        return "RUN COPY JOB";
    }

    String drop(String name) {
        session.transaction().checkNone("COPY JOB DROP");
        session.jobs().drop(name);
        return "DROP COPY JOB";
    }
}
