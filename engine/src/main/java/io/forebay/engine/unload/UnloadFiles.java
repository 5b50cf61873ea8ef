package io.forebay.engine.unload;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RecordWriter;
import io.forebay.spi.format.RecordWriters;
import io.forebay.spi.format.WriteColumn;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.warehouse.Rows;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings each row into the file of its partition. Files that were not written to for longest are let go of when all of
 * them together hold too much.
 */
final class UnloadFiles implements AutoCloseable {
    private static final int MOST_FOLDERS = 50_000;

    /** An eighth of the heap within limits: a file that is open counts half a megabyte, and handles are few. */
    private static final long MOST_HELD =
            Math.min(256L << 20, Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 8));

    /** The files of one partition, one after the other. */
    private static final class Series {
        final String folder;
        int count;

        @Nullable
        Open open;

        Series(String folder) {
            this.folder = folder;
        }
    }

    private record Open(ObjectUri uri, Path path, RecordWriter writer, Instant started) {}

    private final List<WriteColumn> keys;
    private final RecordWriters writers;
    private final ObjectNames names;
    private final long maxBytes;
    private final Path scratch;
    private final Clock clock;
    private final Map<String, Series> series = new LinkedHashMap<>(16, 0.75f, true);
    private final List<UnloadedFile> finished = new ArrayList<>();
    private int made;
    private long held;

    UnloadFiles(
            List<WriteColumn> keys,
            RecordWriters writers,
            ObjectNames names,
            long maxBytes,
            Path scratch,
            Clock clock) {
        this.keys = keys;
        this.writers = writers;
        this.names = names;
        this.maxBytes = maxBytes;
        this.scratch = scratch;
        this.clock = clock;
    }

    /** Writes the row that {@code rows} is at. */
    void write(Rows rows) {
        Series of = series(folder(rows));
        Open open = of.open == null ? begin(of) : of.open;
        long before = open.writer.held();
        if (!open.writer.write(rows)) {
            held -= before;
            finish(of, open);
            open = begin(of);
            before = open.writer.held();
            open.writer.write(rows);
        }
        held += open.writer.held() - before;
        if (held > MOST_HELD) {
            release();
        }
    }

    private Series series(String folder) {
        Series found = series.get(folder);
        if (found == null) {
            if (series.size() == MOST_FOLDERS) {
                throw new ForebayException(
                                CommonError.TOO_MUCH, "PARTITION BY would make more than " + MOST_FOLDERS + " folders")
                        .withHint("Partition by fewer or coarser columns, or unload in several statements.");
            }
            found = new Series(folder);
            series.put(folder, found);
        }
        return found;
    }

    private String folder(Rows rows) {
        if (keys.isEmpty()) {
            return "";
        }
        StringBuilder folder = new StringBuilder();
        for (WriteColumn key : keys) {
            folder.append(
                    rows.isNull(key.index())
                            ? ObjectNames.nullFolder(key.name())
                            : ObjectNames.folder(key.name(), writers.text(rows, key)));
        }
        return folder.toString();
    }

    private Open begin(Series of) {
        ObjectUri uri = names.file(of.folder, of.count++);
        if (ObjectNames.tooLong(uri)) {
            throw new ForebayException(
                            StoreError.INVALID_KEY, "the name of an object would be longer than 1024 bytes: " + uri)
                    .withHint("Use a shorter prefix, or partition by shorter values.");
        }
        Path path = scratch.resolve("file-" + made++);
        Open open = new Open(uri, path, writers.open(path, maxBytes), clock.instant());
        held += open.writer.held();
        of.open = open;
        return open;
    }

    private void finish(Series of, Open open) {
        of.open = null;
        RecordWriter.Written written = open.writer.finish();
        open.writer.close();
        finished.add(new UnloadedFile(open.uri, of.folder, open.path, written, open.started));
    }

    /** The files of the least recent partitions first, until half of the room is free. */
    private void release() {
        for (Series each : series.values()) {
            if (held <= MOST_HELD / 2) {
                return;
            }
            Open open = each.open;
            if (open != null) {
                held -= open.writer.held();
                open.writer.release();
                held += open.writer.held();
            }
        }
    }

    /** Completes all files; in the order of their names. */
    List<UnloadedFile> finish() {
        for (Series each : series.values()) {
            Open open = each.open;
            if (open != null) {
                finish(each, open);
            }
        }
        finished.sort(Comparator.comparing(UnloadedFile::uri));
        return finished;
    }

    @Override
    public void close() {
        for (Series each : series.values()) {
            Open open = each.open;
            if (open != null) {
                open.writer.close();
            }
        }
    }
}
