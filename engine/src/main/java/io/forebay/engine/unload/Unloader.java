package io.forebay.engine.unload;

import io.forebay.engine.ledger.UnloadLedger;
import io.forebay.engine.ledger.UnloadRecord;
import io.forebay.engine.load.Stores;
import io.forebay.engine.sql.UnloadCommand;
import io.forebay.engine.sql.UnloadCommand.Target;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RecordWriters;
import io.forebay.spi.format.WriteFormat;
import io.forebay.spi.format.WriteRequest;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Supplier;

/** Runs UNLOAD: all of its objects are there when it ends well, and none when it does not. Thread-safe. */
public final class Unloader {
    /** What all UNLOADs share. */
    record Tools(UnloadLedger ledger, RunningUnloads running, Clock clock) {}

    private final Tools tools;
    private final Stores stores;
    private final WriteFormats formats;

    public Unloader(UnloadLedger ledger, Stores stores, WriteFormats formats, RunningUnloads running, Clock clock) {
        this.tools = new Tools(ledger, running, clock);
        this.stores = stores;
        this.formats = formats;
    }

    /**
     * Returns the rows that were written.
     *
     * @throws ForebayException at a position in the UNLOAD's text where the query is wrong
     */
    public long unload(WarehouseConnection connection, UnloadTask task) {
        UnloadCommand command = task.command();
        Target target = command.target();
        ObjectStore store = stores.of(target.prefix());
        WriteFormat format = formats.of(command.write().layout());
        ObjectNames names = new ObjectNames(target, format.suffix(command.write()));
        refuseWholeBucket(target, names);
        try (Query query =
                placed(command, () -> connection.prepare(command.query().sql()))) {
            UnloadPlan plan = UnloadPlan.of(query.columns(), command, connection);
            try (RecordWriters writers = format.open(new WriteRequest(command.write(), plan.files()))) {
                UnloadRun.Parts parts = new UnloadRun.Parts(store, names, plan, writers, record(task, format, names));
                return new UnloadRun(tools, task, parts).run(connection, query);
            }
        }
    }

    private UnloadRecord record(UnloadTask task, WriteFormat format, ObjectNames names) {
        String layout = format.name(task.command().write().layout());
        String compression = task.command().write().compression().name().toLowerCase(Locale.ROOT);
        return new UnloadRecord(
                task.id(),
                task.owner(),
                names.root().toString(),
                layout,
                compression,
                tools.clock().instant());
    }

    private static void refuseWholeBucket(Target target, ObjectNames names) {
        if (target.existing() == UnloadCommand.Existing.CLEAN
                && target.partition() == null
                && names.root().key().isEmpty()) {
            throw new ForebayException(
                            CommonError.INVALID_PARAMETER,
                            "CLEANPATH would delete every object of bucket '"
                                    + names.root().bucket() + "'")
                    .withHint("Name a prefix: TO '" + names.root() + "prefix/'.");
        }
    }

    /** Errors of the query are told where the user wrote it. */
    static <T> T placed(UnloadCommand command, Supplier<T> work) {
        try {
            return work.get();
        } catch (ForebayException e) {
            throw e.position().isPresent() && !e.is(CommonError.CANCELLED)
                    ? e.withPosition(
                            command.query().positions().inUserText(e.position().getAsInt()))
                    : e;
        }
    }
}
