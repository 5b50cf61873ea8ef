package io.forebay.engine.session;

import io.forebay.engine.job.JobRun;
import io.forebay.engine.ledger.Ids;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.load.LoadResult;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.load.LoadTask;
import io.forebay.engine.load.Loader;
import io.forebay.engine.load.RunningLoads;
import io.forebay.engine.plan.CopySource;
import io.forebay.engine.plan.FileSchema;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.CopyCommand.LoadFlag;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs COPY for a session and words its notices as Redshift does. */
final class CopyStatement {
    /** What all sessions' COPYs share. */
    record Tools(
            Loader loader,
            CopySource source,
            FileSchema schema,
            RunningLoads running,
            Ids ids,
            LoadStep.Listener steps) {}

    private final Tools tools;
    private final Running running;
    private final Consumer<Notice> notices;
    private long lastId = -1;
    private long lastCount;

    CopyStatement(Tools tools, Running running, Consumer<Notice> notices) {
        this.tools = tools;
        this.running = running;
        this.notices = notices;
    }

    /** {@code pg_last_copy_id()}: -1 before the first COPY of the session. */
    long lastCopyId() {
        return lastId;
    }

    /** {@code pg_last_copy_count()}. */
    long lastCopyCount() {
        return lastCount;
    }

    /** A job's load is what this session looks back at. */
    void loaded(long id, long rows) {
        lastId = id;
        lastCount = rows;
    }

    /** @param within whether a transaction is open that the COPY is to belong to */
    String run(Supplier<WarehouseConnection> connection, CopyCommand command, LoadRecord.Owner owner, boolean within) {
        connection.get().load(command.table().schema(), command.table().name());
        List<StoredObject> objects = objects(command);
        tools.steps().reached(LoadStep.LISTED);
        long id = tools.ids().next();
        running.cancelBy(() -> tools.running().cancel(id));
        running.throwIfCancelled();
        CopyCommand described = running.waiting(() -> tools.source().withPaths(command));
        LoadTask task = new LoadTask(id, null, owner, described, objects, running::cancelled);
        lastId = id;
        lastCount = 0;
        LoadResult result = within
                ? tools.loader().copyWithin(connection.get(), task)
                : tools.loader().copy(connection, task);
        tell(command, result);
        tools.steps().reached(LoadStep.BEFORE_REPLY);
        return "COPY";
    }

    /** The columns that the files of a COPY would fill; notices tell what has none. */
    List<Column> columns(CopyCommand files) {
        FileSchema.Needed needed = running.waiting(() -> tools.schema().of(files));
        needed.remarks().forEach(remark -> notices.accept(Notice.notice(remark)));
        return needed.columns();
    }

    private List<StoredObject> objects(CopyCommand command) {
        return running.waiting(() -> tools.source().resolve(command));
    }

    private void tell(CopyCommand command, LoadResult result) {
        String table = command.table().name();
        if (command.load().has(LoadFlag.NOLOAD)) {
            notices.accept(Notice.info(
                    "NOLOAD: " + result.rows() + " record(s) checked, table '" + table + "' is unchanged."));
        } else {
            lastCount = result.rows();
            loaded(table, result.rows());
        }
        rejected(table, result.rejected());
    }

    private void rejected(String table, long rows) {
        if (rows > 0) {
            notices.accept(Notice.info("Load into table '" + table + "' completed, " + rows
                    + " record(s) could not be loaded.  Check 'stl_load_errors' system table for details."));
        }
    }

    /** The notices of a COPY JOB RUN. */
    void tell(JobRun run) {
        lastCount = run.rows();
        loaded(run.table(), run.rows());
        rejected(run.table(), run.rejected());
        if (run.failed() > 0) {
            notices.accept(Notice.warning(run.failed() + " file(s) could not be loaded into table '" + run.table()
                    + "'.  Check 'stl_load_errors' system table for details."));
        }
        run.waitsFor().ifPresent(why -> notices.accept(Notice.info("Manifest " + why + ".")));
    }

    private void loaded(String table, long rows) {
        notices.accept(
                Notice.info("Load into table '" + table + "' completed, " + rows + " record(s) loaded successfully."));
    }
}
