package io.forebay.engine.load;

import io.forebay.engine.ledger.FileRecord;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.reject.RejectedStore;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.CopyCommand.LoadFlag;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.store.MasterKey;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One pass over the files of a load inside a transaction that the caller has opened and will end. */
final class Pass {
    private final Stores stores;
    private final Formats formats;
    private final RunningLoads running;
    private final LoadContext context;
    private final Transforms transforms;
    private final @Nullable ObjectPass objects;

    /** @param staging of a warehouse that reads objects itself */
    Pass(
            Stores stores,
            Formats formats,
            RunningLoads running,
            LoadContext context,
            Transforms transforms,
            Optional<ObjectUri> staging) {
        this.stores = stores;
        this.formats = formats;
        this.running = running;
        this.context = context;
        this.transforms = transforms;
        this.objects = staging.map(prefix ->
                        new ObjectPass(new Staging(stores, prefix, context.clock()), stores, running, context))
                .orElse(null);
    }

    Formats formats() {
        return formats;
    }

    Transforms transforms() {
        return transforms;
    }

    LoadContext context() {
        return context;
    }

    /** The facts of the load that is to be run, looked up now. */
    LoadRecord describe(LoadTask task, CopyBinding binding) {
        CopyCommand command = task.command();
        String format =
                formats.of(command.options().layout()).name(command.options().layout());
        return new LoadRecord(
                task.id(),
                task.jobId(),
                task.owner(),
                binding.table(),
                command.source(),
                format,
                context.clock().instant());
    }

    /**
     * Reads all files into the open transaction.
     *
     * @throws LoadFailure when the load as a whole has failed; it carries the rows that were rejected until then
     */
    Attempt run(WarehouseConnection connection, LoadTask task, CopyBinding binding, LoadRecord load, ErrorRule rule)
            throws LoadFailure {
        if (objects != null) {
            return objects.run(connection, task, binding, load);
        }
        CopyCommand command = task.command();
        LoadBatch batch =
                new LoadBatch(task.id(), binding.table(), binding.filled(), command.options(), task.objects());
        RecordFormat format = formats.of(command.options().layout());
        RejectedStore rejected =
                new RejectedStore(task.job() != null && command.load().rejects() != null);
        try (ObjectReads reads = new ObjectReads(
                batch,
                binding,
                extra(command, binding, format),
                load,
                bytes(command),
                format,
                rule,
                rejected,
                context)) {
            running.add(load, task.objects(), reads);
            if (task.stopped().getAsBoolean()) {
                reads.cancel();
            }
            try {
                long inserted =
                        command.load().has(LoadFlag.NOLOAD) ? Validation.read(reads) : connection.load(batch, reads);
                return finished(reads, inserted, rejected);
            } catch (ForebayException e) {
                throw new LoadFailure(e, reads.errors(), rejected);
            } finally {
                running.remove(load);
            }
        }
    }

    /** What is encrypted by the client has other bytes than it is described with, so it is not gone on with. */
    private Function<StoredObject, InputStream> bytes(CopyCommand command) {
        MasterKey key = command.authorization().masterKey();
        return object -> key == null ? SteadyStream.open(stores.of(object.uri()), object) : stores.open(object, key);
    }

    /** @throws ForebayException when the format knows no names, so that there can be no new ones */
    static ExtraFields extra(CopyCommand command, CopyBinding binding, RecordFormat format) {
        ExtraFields.Policy policy = command.load().newColumns();
        boolean rescued = !command.load().rescue().isEmpty();
        if ((policy != ExtraFields.Policy.IGNORE || rescued)
                && !format.findsByName(command.options().layout())) {
            throw new ForebayException(
                            CommonError.NOT_SUPPORTED,
                            "ON NEW COLUMN and RESCUE need a format that finds fields by their names")
                    .withHint("JSON 'auto', AVRO 'auto', PARQUET 'auto' and XML do; leave them out for the others.");
        }
        return new ExtraFields(policy, rescued, unfilled(binding));
    }

    private static Set<String> unfilled(CopyBinding binding) {
        return binding.table().columns().stream()
                .filter(column -> !binding.columns().contains(column))
                .map(Column::name)
                .collect(Collectors.toSet());
    }

    private static Attempt finished(ObjectReads reads, long inserted, RejectedStore rejected) {
        List<FileRecord> files = reads.records();
        if (reads.keepsRows()) {
            reads.throwIfOver();
            long read = files.stream().mapToLong(FileRecord::rows).sum();
            if (read != inserted || reads.rows() != inserted) {
                throw new ForebayException(
                        CommonError.INTERNAL,
                        "the readers gave " + read + " rows, the warehouse took " + inserted + "; nothing is loaded");
            }
        }
        return new Attempt(inserted, reads.errors(), files, reads.failures(), Set.of(), rejected, reads.newColumns());
    }

    /** A load that failed as a whole. */
    static final class LoadFailure extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient ForebayException reason;
        private final transient RejectedStore rejected;
        private final long errors;

        LoadFailure(ForebayException reason, long errors, RejectedStore rejected) {
            super(reason);
            this.reason = reason;
            this.errors = errors;
            this.rejected = rejected;
        }

        ForebayException reason() {
            return reason;
        }

        /** Undoes the transaction; nothing is told of what was rejected. @return the reason */
        ForebayException rolledBack(WarehouseConnection connection) {
            try (rejected) {
                connection.rollback();
            }
            return reason;
        }

        /** For whoever catches this to close. */
        RejectedStore rejected() {
            return rejected;
        }

        long errors() {
            return errors;
        }
    }
}
