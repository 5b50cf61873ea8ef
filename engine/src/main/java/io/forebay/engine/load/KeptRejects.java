package io.forebay.engine.load;

import io.forebay.engine.ledger.Ids;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.reject.RejectTable;
import io.forebay.engine.reject.RejectTable.Origin;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.CopyCommand.LoadOptions;
import io.forebay.engine.sql.Name;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** REJECTS INTO: what a job keeps of the rows that it could not load, in the load's own transaction. */
public final class KeptRejects {
    /** Without MAXERROR: a file with more bad rows is taken for one of another kind. */
    static final long MOST_OF_FILE = 100_000;

    private KeptRejects() {}

    /** The bad rows at which a file of a job fails, from 1. */
    static long maxErrors(LoadOptions options) {
        return options.rejects() != null && !options.maxErrorGiven() ? MOST_OF_FILE : options.maxError();
    }

    /**
     * The table that REJECTS INTO names: without a schema it lies beside the table that the COPY fills.
     *
     * @param target what the COPY fills
     * @throws ForebayException SYNTAX when they are the same
     */
    public static Optional<TableName> table(CopyCommand command, TableName target) {
        Name written = command.load().rejects();
        if (written == null) {
            return Optional.empty();
        }
        String schema = written.schema() == null ? target.schema() : written.schema();
        if (TableName.same(schema, target.schema()) && TableName.same(written.name(), target.name())) {
            throw new ForebayException(
                    CommonError.SYNTAX, "REJECTS INTO must name another table than the one that the COPY fills");
        }
        return Optional.of(new TableName(schema, written.name()));
    }

    /** Takes away what is kept of files whose rows go out of the table, inside the connection's open transaction. */
    public static void forget(
            WarehouseConnection connection, CopyCommand command, long jobId, Collection<ObjectUri> files) {
        TableName target = connection
                .load(command.table().schema(), command.table().name())
                .name();
        table(command, target)
                .flatMap(name -> RejectTable.find(connection, name))
                .ifPresent(kept -> kept.forget(jobId, files));
    }

    /** Keeps the rejected records of files that are loaded when the transaction commits. */
    static void keep(
            WarehouseConnection connection, Ids ids, LoadTask task, LoadRecord load, Attempt attempt, Changed changed) {
        Optional<TableName> name = table(task.command(), load.table().name());
        if (name.isEmpty()) {
            return;
        }
        Collection<ObjectUri> replaced = changed.replaced();
        if (!replaced.isEmpty()) {
            RejectTable.find(connection, name.get()).ifPresent(table -> table.forget(load.jobId(), replaced));
        }
        if (attempt.rejected().count(file -> true) > 0) {
            RejectTable table = RejectTable.loadOrCreate(connection, name.get());
            Map<ObjectUri, String> etags =
                    task.objects().stream().collect(Collectors.toMap(StoredObject::uri, StoredObject::etag));
            Origin origin = new Origin(load.jobId(), load.id(), etags, load.started());
            attempt.rejected().give(file -> true, some -> table.keep(origin, ids::next, some));
        }
    }
}
