package io.forebay.engine.load;

import io.forebay.engine.ledger.Changes;
import io.forebay.engine.ledger.Commit;
import io.forebay.engine.ledger.FileRecord;
import io.forebay.engine.ledger.FileRepair;
import io.forebay.engine.ledger.JobFile;
import io.forebay.engine.ledger.JobFiles;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.reject.KeptRecord;
import io.forebay.engine.reject.KeptText;
import io.forebay.engine.reject.RejectTable;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to load what REJECTS INTO has kept, in one transaction: the records that are rows now go into the table and
 * out of the kept ones, the others stay with what is wrong with them now. Used once, by one thread.
 */
final class ReplayLoad {
    /** The bytes of texts that are in memory at a time. */
    private static final long AT_ONCE = 4 << 20;

    private final WarehouseConnection connection;
    private final Ledger ledger;
    private final Known known;
    private final Pass pass;
    private final LoadTask task;
    private final Map<FileVersion, ReplayFile> files = new LinkedHashMap<>();
    private final List<KeptRecord> good = new ArrayList<>();
    private final Map<Long, RejectedRow> bad = new LinkedHashMap<>();
    private long held;
    private long rows;
    private long withoutText;
    private long ofGone;
    private Set<OldRows.Loaded> gone = Set.of();

    /** Where the job's files are looked up and what is done to them is noted. */
    record Known(JobFiles files, Changes changes) {}

    private record FileVersion(ObjectUri uri, String etag) {}

    /** What the records are loaded with. @param lineage null when nobody asks where rows came from */
    private record Target(
            CopyBinding binding,
            LoadRecord load,
            RejectTable kept,
            KeptParser parser,
            @Nullable LineageChunk lineage) {}

    ReplayLoad(WarehouseConnection connection, Ledger ledger, Known known, Pass pass, LoadTask task) {
        this.connection = connection;
        this.ledger = ledger;
        this.known = known;
        this.pass = pass;
        this.task = task;
    }

    Replayed run(int userId) {
        connection.begin();
        try {
            return replay(userId);
        } catch (RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    private Replayed replay(int userId) {
        CopyBinding binding = MoreColumns.bind(connection, task);
        LoadRecord load = pass.describe(task, binding);
        TableName name = KeptRejects.table(task.command(), binding.table().name())
                .orElseThrow(() -> new ForebayException(
                                CommonError.WRONG_STATE, "the job keeps no rejected rows: its COPY has no REJECTS INTO")
                        .withHint("COPY … REJECTS INTO table JOB ALTER name keeps those of files that load from"
                                + " then on."));
        Optional<RejectTable> kept = RejectTable.find(connection, name);
        try (Transforms.Call call = pass.transforms().ready(connection, task)) {
            if (kept.isPresent()) {
                loadAll(binding, load, kept.get());
            }
            Replayed done = new Replayed(
                    name.name(), sum(file -> file.loaded), rows, sum(file -> file.refused), withoutText, ofGone);
            if (files.isEmpty()) {
                connection.rollback();
                return done;
            }
            commit(load, userId, rows == 0 ? null : call);
            return done;
        }
    }

    private long sum(ToLongFunction<ReplayFile> of) {
        return files.values().stream().mapToLong(of).sum();
    }

    private void loadAll(CopyBinding binding, LoadRecord load, RejectTable kept) {
        LineageChunk lineage = binding.lineage().isEmpty()
                ? null
                : new LineageChunk(
                        binding.lineage(),
                        binding.filled().size() - binding.lineage().columns().size(),
                        load.id(),
                        load.started());
        try (KeptParser parser = new KeptParser(
                task.command(), binding, pass.formats(), pass.context().inflatedLimit())) {
            Target target = new Target(binding, load, kept, parser, lineage);
            pass.context().steps().reached(LoadStep.READING);
            String scheme = ObjectUri.parse(task.command().source()).scheme();
            gone = OldRows.goneOf(connection, load.jobId(), kept.loads(load.jobId()), scheme);
            kept.each(load.jobId(), record -> take(target, record));
            flush(target);
            MoreColumns.throwIf(parser.newColumns(), binding);
        }
        pass.context().steps().reached(LoadStep.ROWS_LOADED);
    }

    private void take(Target target, KeptRecord record) {
        if (stopped()) {
            throw ForebayException.cancelled();
        }
        if (gone.contains(new OldRows.Loaded(record.load(), record.file()))) {
            ofGone++;
            return;
        }
        KeptText text = record.text();
        if (text == null || !text.whole()) {
            withoutText++;
            return;
        }
        ReplayFile file = files.computeIfAbsent(
                new FileVersion(record.file(), record.etag()),
                version -> new ReplayFile(record, pass.context().clock().instant()));
        file.records++;
        file.bytes += text.text().length();
        Optional<RejectedRow> error = error(target, record);
        if (error.isPresent()) {
            file.refused++;
            bad.put(record.id(), at(record, error.get()));
        } else {
            file.loaded++;
            good.add(record);
        }
        held += 2L * text.text().length() + 512;
        if (held > AT_ONCE) {
            flush(target);
        }
    }

    private boolean stopped() {
        return task.stopped().getAsBoolean() || Thread.currentThread().isInterrupted();
    }

    private static Optional<RejectedRow> error(Target target, KeptRecord record) {
        try {
            if (target.lineage != null) {
                target.lineage.startRecord(record.file(), record.line());
            }
        } catch (ForebayException e) {
            return Optional.of(WholeFile.rejected(record.file(), e));
        }
        return target.parser.error(record);
    }

    /** The text is a file of its own to its reader. */
    private static RejectedRow at(KeptRecord record, RejectedRow error) {
        return new RejectedRow(
                record.file(),
                record.line(),
                error.column(),
                error.position(),
                error.rawLine(),
                error.rawValue(),
                error.code(),
                error.reason());
    }

    private void flush(Target target) {
        long jobId = target.load.jobId();
        if (!good.isEmpty()) {
            load(target);
            target.kept.take(jobId, good.stream().map(KeptRecord::id).toList());
        }
        target.kept.refuse(jobId, bad);
        ledger.recordErrors(connection, target.load, bad.values());
        good.clear();
        bad.clear();
        held = 0;
    }

    private void load(Target target) {
        LoadBatch batch = new LoadBatch(
                task.id(),
                target.binding.table(),
                target.binding.filled(),
                task.command().options(),
                List.of());
        KeptFeed feed = new KeptFeed(target.parser, good, target.lineage, task.stopped(), this::count);
        long before = rows;
        long inserted = connection.load(batch, feed);
        if (rows - before != inserted) {
            throw new ForebayException(
                    CommonError.INTERNAL,
                    "the kept records gave " + (rows - before) + " rows, the warehouse took " + inserted
                            + "; nothing is loaded");
        }
    }

    private void count(KeptRecord record, long count) {
        rows += count;
        ReplayFile file = files.get(new FileVersion(record.file(), record.etag()));
        if (file != null) {
            file.rows += count;
        }
    }

    private void commit(LoadRecord load, int userId, Transforms.@Nullable Call call) {
        Instant ended = pass.context().clock().instant();
        List<FileRecord> records = new ArrayList<>();
        List<FileRepair.Change> changes = new ArrayList<>();
        Map<StoredObject, ReplayFile> replayed = new LinkedHashMap<>();
        files.forEach((version, file) ->
                replayed.put(new StoredObject(version.uri, file.bytes, version.etag, load.started()), file));
        Map<StoredObject, JobFile> done = known.changes.known(load.jobId(), List.copyOf(replayed.keySet()));
        replayed.forEach((read, file) -> {
            Optional<JobFile> before = Optional.ofNullable(done.get(read));
            StoredObject object = new StoredObject(
                    read.uri(),
                    read.size(),
                    read.etag(),
                    before.map(JobFile::object).map(StoredObject::lastModified).orElse(load.started()));
            records.add(new FileRecord(object, file.records, file.rows, file.refused, file.started, ended));
            changes.add(new FileRepair.Change(
                    object,
                    before.map(JobFile::queryId).orElse(0L),
                    null,
                    file.loaded + " rejected record(s) loaded, " + file.refused + " refused again"));
        });
        ledger.recordLoad(connection, load, records);
        known.files.note(connection, load.jobId(), new FileRepair("REPLAY", userId, changes));
        pass.transforms().run(call, task, load, rows, sum(file -> file.refused));
        task.jobOf().lease().check(connection);
        pass.context().steps().reached(LoadStep.BEFORE_COMMIT);
        Commit.settle(connection, () -> ledger.committed(load.id()), "replay " + load.id());
        pass.context().steps().reached(LoadStep.AFTER_COMMIT);
    }
}
