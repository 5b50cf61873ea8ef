package io.forebay.engine.journal;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that records are only ever added to. A record is durable once {@link #force} has returned; those that many threads
 * add meanwhile share one wait for the disk. What a crash has cut off at the end was durable for nobody, and is dropped when
 * the file is opened. Thread-safe.
 *
 * <p>A record is its length (4 bytes), its CRC-32C (4 bytes) and its bytes. No channel writes the file: an
 * interrupt of a thread that writes would close it for all.
 */
public final class Journal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private static final int HEAD = 8;
    private static final int MOST = 64 << 20;

    private final Path file;
    /** Held while the file is written to. */
    private final Object writing = new Object();
    /** Held while the disk is waited for. */
    private final Object forcing = new Object();

    private RandomAccessFile out;
    private long written;
    private volatile long forced;
    /** How many bytes were of use when it was last made small; what an opened file holds may be of none. */
    private long live;

    private Journal(Path file, RandomAccessFile out, long written) {
        this.file = file;
        this.out = out;
        this.written = written;
        this.forced = written;
    }

    /** @param replay gets each record, in their order */
    public static Journal open(Path file, Consumer<byte[]> replay) {
        try {
            Files.createDirectories(folder(file));
            boolean old = Files.exists(file);
            long whole = old ? read(file, replay) : 0;
            RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
            if (!old) {
                Disk.forceNames(folder(file));
            }
            if (open.length() > whole) {
                log.warn("dropped the cut off end of a journal file={} bytes={}", file, open.length() - whole);
                open.setLength(whole);
            }
            open.seek(whole);
            return new Journal(file, open, whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    /** @return how many bytes are whole records */
    private static long read(Path file, Consumer<byte[]> replay) throws IOException {
        long whole = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteBuffer head = ByteBuffer.allocate(HEAD);
            while (in.readNBytes(head.array(), 0, HEAD) == HEAD) {
                int length = head.getInt(0);
                if (length < 0 || length > MOST) {
                    return whole;
                }
                byte[] record = in.readNBytes(length);
                if (record.length < length || checksum(record) != head.getInt(4)) {
                    return whole;
                }
                replay.accept(record);
                whole += HEAD + length;
            }
        }
        return whole;
    }

    private static int checksum(byte[] record) {
        CRC32C sum = new CRC32C();
        sum.update(record, 0, record.length);
        return (int) sum.getValue();
    }

    /** @return what to {@link #force} */
    public long add(byte[] record) {
        return add(record, () -> {});
    }

    /**
     * @param kept makes it a part of what {@link #rewrite} asks for: between the two nothing is rewritten
     * @return what to {@link #force}
     */
    public long add(byte[] record, Runnable kept) {
        if (record.length > MOST) {
            throw new ForebayException(CommonError.TOO_MUCH, "a record of " + record.length + " bytes is too long");
        }
        byte[] bytes = ByteBuffer.allocate(HEAD + record.length)
                .putInt(record.length)
                .putInt(checksum(record))
                .put(record)
                .array();
        synchronized (writing) {
            try {
                out.write(bytes);
            } catch (IOException e) {
                takeBack();
                throw failed(e);
            }
            written += HEAD + record.length;
            kept.run();
            return written;
        }
    }

    /** A part of a record would hide those behind it. */
    private void takeBack() {
        try {
            out.setLength(written);
            out.seek(written);
        } catch (IOException e) {
            log.error("a journal takes no more records file={}", file, e);
            try {
                out.close(); // not by close(): that waits for who waits for this one
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
        }
    }

    /** Returns when all up to there is on the disk. @param upTo from {@link #add} */
    public void force(long upTo) {
        if (forced >= upTo) {
            return;
        }
        synchronized (forcing) {
            if (forced >= upTo) {
                return;
            }
            RandomAccessFile open;
            long all;
            synchronized (writing) {
                open = out;
                all = written;
            }
            try {
                open.getFD().sync();
            } catch (IOException e) {
                throw failed(e);
            }
            forced = all;
        }
    }

    /** Adds a record and waits for the disk. */
    public void write(byte[] record) {
        force(add(record));
    }

    private ForebayException failed(IOException e) {
        return new ForebayException(CommonError.DISK_FULL, "cannot write " + file + ": " + e.getMessage(), e);
    }

    /** Whether most of the file is of no use any more, by what it held when it was last made small. */
    public boolean large() {
        synchronized (writing) {
            return written > 4 * live + (4 << 20);
        }
    }

    /**
     * Puts only these records in the place of all.
     *
     * @param records what the file is to hold, asked for while nobody adds
     */
    public void rewrite(Supplier<Stream<byte[]>> records) {
        synchronized (forcing) {
            synchronized (writing) {
                Path fresh = file.resolveSibling(file.getFileName() + ".new");
                try {
                    Files.deleteIfExists(fresh);
                    RandomAccessFile old = out;
                    long length;
                    try (Journal next = open(fresh, record -> {})) {
                        records.get().forEach(next::add);
                        next.force(next.written);
                        length = next.written;
                    }
                    // opened before it is put in the place: what is written to the old one from then on would be lost
                    RandomAccessFile small = new RandomAccessFile(fresh.toFile(), "rw");
                    try {
                        small.seek(length);
                        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    } catch (IOException e) {
                        small.close();
                        throw e;
                    }
                    out = small;
                    written = length;
                    forced = length;
                    live = length;
                    old.close();
                    Disk.forceNames(folder(file));
                } catch (IOException e) {
                    throw failed(e);
                } finally {
                    discard(fresh);
                }
            }
        }
    }

    /** What was not put in the place. */
    private static void discard(Path fresh) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            log.warn("cannot delete file={}", fresh, e);
        }
    }

    @Override
    public void close() {
        synchronized (forcing) {
            synchronized (writing) {
                try {
                    out.getFD().sync();
                    out.close();
                } catch (IOException e) {
                    log.warn("a journal did not close cleanly file={}", file, e);
                }
            }
        }
    }
}
