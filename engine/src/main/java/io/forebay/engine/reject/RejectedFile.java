package io.forebay.engine.reject;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rejected rows in a file of {@code java.io.tmpdir} that is deleted when it is closed; what a killed server leaves is
 * swept at its start. Used by one thread at a time.
 */
final class RejectedFile implements AutoCloseable {
    private static final int NO_COLUMN = -1;
    /** About the bytes of the rows that are in memory while they are read. */
    private static final long AT_ONCE = 4 << 20;

    private final Path path;
    private final DataOutputStream out;
    private final List<Column> columns = new ArrayList<>();
    private long rows;

    RejectedFile() {
        try {
            path = Files.createTempFile("forebay-", ".rejected");
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), 1 << 16));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void add(List<RejectedRecord> records) {
        try {
            for (RejectedRecord each : records) {
                write(each);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void write(RejectedRecord each) throws IOException {
        RejectedRow row = each.row();
        text(row.object().scheme());
        text(row.object().bucket());
        text(row.object().key());
        out.writeLong(row.line());
        out.writeInt(place(row.column()));
        out.writeInt(row.position());
        text(row.rawLine());
        text(row.rawValue());
        out.writeInt(row.code());
        text(row.reason());
        KeptText kept = each.text();
        out.writeBoolean(kept != null);
        if (kept != null) {
            text(kept.text());
            out.writeBoolean(kept.whole());
        }
        rows++;
    }

    private int place(@Nullable Column column) {
        if (column == null) {
            return NO_COLUMN;
        }
        int place = columns.indexOf(column);
        if (place < 0) {
            columns.add(column);
        }
        return place < 0 ? columns.size() - 1 : place;
    }

    private void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Gives the rows of some objects, in parts that fit into memory. */
    void give(Predicate<ObjectUri> wanted, Consumer<List<RejectedRecord>> part) {
        try {
            out.flush();
            try (DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
                List<RejectedRecord> read = new ArrayList<>();
                long size = 0;
                for (long i = 0; i < rows; i++) {
                    RejectedRecord next = read(in);
                    if (wanted.test(next.row().object())) {
                        read.add(next);
                        size += next.size();
                    }
                    if (size > AT_ONCE) {
                        part.accept(read);
                        read = new ArrayList<>();
                        size = 0;
                    }
                }
                part.accept(read);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private RejectedRecord read(DataInputStream in) throws IOException {
        ObjectUri uri = new ObjectUri(text(in), text(in), text(in));
        long line = in.readLong();
        int place = in.readInt();
        RejectedRow row = new RejectedRow(
                uri,
                line,
                place == NO_COLUMN ? null : columns.get(place),
                in.readInt(),
                text(in),
                text(in),
                in.readInt(),
                text(in));
        return new RejectedRecord(row, in.readBoolean() ? new KeptText(text(in), in.readBoolean()) : null);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ForebayException failed(IOException e) {
        return new ForebayException(
                        CommonError.DISK_FULL, "the rejected rows of a load cannot be kept on disk: " + e, e)
                .withHint("Make room in the server's scratch folder.");
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            // What could not be written is not wanted any more.
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
