package io.forebay.engine.session;

import io.forebay.engine.ledger.Ids;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.UnloadCommand;
import io.forebay.engine.unload.UnloadTask;
import io.forebay.engine.unload.Unloader;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.function.Consumer;

/** Runs UNLOAD for a session and words its notices as Redshift does. */
final class UnloadStatement {
    private final Unloader unloader;
    private final Ids ids;
    private final Running running;
    private final Consumer<Notice> notices;
    private long lastId = -1;
    private long lastCount;
    private long idAtBegin = -1;

    UnloadStatement(Unloader unloader, Ids ids, Running running, Consumer<Notice> notices) {
        this.unloader = unloader;
        this.ids = ids;
        this.running = running;
        this.notices = notices;
    }

    /** {@code pg_last_unload_id()}: not of an UNLOAD that was rolled back. */
    long lastId() {
        return lastId;
    }

    /** {@code pg_last_unload_count()}. */
    long lastCount() {
        return lastCount;
    }

    void transactionBegun() {
        idAtBegin = lastId;
    }

    void rolledBack() {
        lastId = idAtBegin;
    }

    /**
     * @param query the command's, with this session's values in it
     * @param within whether a transaction is open that the UNLOAD is to belong to
     */
    String run(
            WarehouseConnection connection,
            UnloadCommand command,
            Statement.Sql query,
            LoadRecord.Owner owner,
            boolean within) {
        UnloadCommand current =
                new UnloadCommand(query, command.sources(), command.write(), command.target(), command.authorization());
        UnloadTask task = new UnloadTask(
                ids.next(),
                owner,
                current,
                within,
                running,
                () -> lastCount = 0,
                text -> notices.accept(Notice.warning(text)));
        lastCount = unloader.unload(connection, task);
        lastId = task.id();
        notices.accept(Notice.info("UNLOAD completed, " + lastCount + " record(s) unloaded successfully."));
        return "UNLOAD";
    }
}
