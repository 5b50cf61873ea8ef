package io.forebay.engine.unload;

import io.forebay.engine.ledger.UnloadRecord;
import io.forebay.engine.sql.UnloadCommand;
import io.forebay.engine.sql.UnloadCommand.ManifestKind;
import io.forebay.engine.sql.UnloadCommand.Target;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RecordWriters;
import io.forebay.spi.store.Encryption;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One UNLOAD from its query to its row in the ledger. */
final class UnloadRun {
    private static final Logger log = LoggerFactory.getLogger(UnloadRun.class);

    /** Rows between two looks at whether somebody has cancelled. */
    private static final int LOOK = 256;

    /** Where the rows go and as what. */
    record Parts(ObjectStore store, ObjectNames names, UnloadPlan plan, RecordWriters writers, UnloadRecord unload) {}

    private final Unloader.Tools tools;
    private final UnloadTask task;
    private final Target target;
    private final StatementControl control;
    private final Parts parts;
    private final ObjectNames names;
    private final UnloadRecord unload;
    private final Destination destination;
    private final Progress progress = new Progress();

    UnloadRun(Unloader.Tools tools, UnloadTask task, Parts parts) {
        this.tools = tools;
        this.task = task;
        this.target = task.command().target();
        this.control = task.control();
        this.parts = parts;
        this.names = parts.names();
        this.unload = parts.unload();
        this.destination = new Destination(parts.store(), control);
    }

    /** Returns the rows that were written. */
    long run(WarehouseConnection connection, Query query) {
        task.begun().run();
        tools.running().add(unload, progress);
        try (Scratch scratch = Scratch.make()) {
            destination.requireName(names.file("", 0));
            refuseExisting();
            List<UnloadedFile> files = write(query, scratch);
            control.throwIfCancelled();
            put(files, scratch, connection);
            log.info(
                    "unloaded query={} location={} rows={} files={} bytes={}",
                    unload.id(),
                    unload.location(),
                    progress.rows(),
                    progress.files(),
                    progress.bytes());
            return progress.rows();
        } catch (ForebayException e) {
            recordAborted(e);
            throw e;
        } finally {
            tools.running().remove(unload);
        }
    }

    private void refuseExisting() {
        if (target.existing() == UnloadCommand.Existing.REFUSE) {
            destination.refuse(names.root());
        }
    }

    private List<UnloadedFile> write(Query query, Scratch scratch) {
        try (UnloadFiles files = new UnloadFiles(
                        parts.plan().keys(),
                        parts.writers(),
                        names,
                        target.maxFileBytes(),
                        scratch.folder(),
                        tools.clock());
                Rows rows = Unloader.placed(task.command(), () -> control.executing(() -> query.execute(List.of())))) {
            int left = LOOK;
            while (Unloader.placed(task.command(), rows::next)) {
                files.write(rows);
                if (--left == 0) {
                    control.throwIfCancelled();
                    progress.wrote(LOOK);
                    left = LOOK;
                }
            }
            progress.wrote(LOOK - left);
            return files.finish();
        }
    }

    private void put(List<UnloadedFile> files, Scratch scratch, WarehouseConnection connection) {
        refuseExisting();
        clean(files);
        boolean replaces = target.existing() == UnloadCommand.Existing.OVERWRITE;
        Upload upload = new Upload(parts.store(), control, "UNLOAD");
        try {
            List<UnloadedFile> stored = new ArrayList<>();
            List<UnloadRecord.Written> written = new ArrayList<>();
            for (UnloadedFile file : files) {
                UnloadedFile put = file.stored(upload.put(file.uri(), file.path(), target.encryption(), replaces)
                        .size());
                Scratch.drop(file.path());
                progress.put(put.written().bytes());
                stored.add(put);
                written.add(written(put));
            }
            if (target.manifest() != ManifestKind.NONE && !files.isEmpty()) {
                boolean verbose = target.manifest() == ManifestKind.VERBOSE;
                Path manifest = scratch.write(
                        "manifest", UnloadManifest.of(stored, parts.plan().all(), verbose));
                upload.put(
                        names.manifest(), manifest, ofManifest(), target.existing() != UnloadCommand.Existing.REFUSE);
            }
            if (task.within()) {
                tools.ledger().recordCompleted(connection, unload, written);
            } else {
                tools.ledger().recordCompleted(unload, written);
            }
        } catch (RuntimeException e) {
            upload.takeBack(task.warnings());
            throw e;
        }
    }

    /** COPY reads a manifest as it is, whatever the files are encrypted with. */
    private Encryption ofManifest() {
        return target.encryption() instanceof Encryption.ByClient ? Encryption.AS_BUCKET : target.encryption();
    }

    private UnloadRecord.Written written(UnloadedFile file) {
        return new UnloadRecord.Written(
                file.uri().toString(),
                file.written().rows(),
                file.written().bytes(),
                file.started(),
                tools.clock().instant());
    }

    /** With PARTITION BY only the folders that get files are cleaned. */
    private void clean(List<UnloadedFile> files) {
        if (target.existing() != UnloadCommand.Existing.CLEAN) {
            return;
        }
        Set<String> folders = new TreeSet<>();
        if (target.partition() == null) {
            folders.add("");
        }
        files.forEach(file -> folders.add(file.folder()));
        long count = 0;
        for (String folder : folders) {
            count += destination.clean(names.root().withKey(names.root().key() + folder));
        }
        log.info("deleted objects for CLEANPATH query={} objects={}", unload.id(), count);
    }

    private void recordAborted(ForebayException reason) {
        try {
            tools.ledger().recordAborted(unload, String.valueOf(reason.getMessage()));
        } catch (ForebayException e) {
            log.warn("an UNLOAD that failed could not be recorded query={}", unload.id(), e);
        }
    }
}
