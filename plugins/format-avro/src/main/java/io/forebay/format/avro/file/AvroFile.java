package io.forebay.format.avro.file;

import io.forebay.format.kit.source.Damage;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.FormatError;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The header and the blocks of one file, in order. Used by one thread at a time. */
public final class AvroFile {
    /** The largest block, stored or expanded. */
    static final int MOST_BLOCK_BYTES = 64 << 20;

    /** The most records of 0 bytes that a block may have. */
    private static final long MOST_EMPTY_RECORDS = 1 << 20;

    private final TextSource source;
    private final Damage damage;
    private final FileBytes bytes;
    private @Nullable Header header;
    private long records;

    public AvroFile(TextSource source, Damage damage) {
        this.source = source;
        this.damage = damage;
        this.bytes = new FileBytes(source, damage);
    }

    /** The header; null when the file has no bytes at all. */
    public @Nullable Header header() {
        if (header == null && !bytes.atEnd()) {
            for (byte expected : Header.MAGIC) {
                if (bytes.atEnd() || bytes.next() != expected) {
                    throw noAvro();
                }
            }
            header = Header.read(bytes, damage);
        }
        return header;
    }

    private ForebayException noAvro() {
        Compression found = source.looksLike().orElse(null);
        if (found == null) {
            return damage.unread("it is no Avro file: it does not start with Obj and 1");
        }
        return new ForebayException(
                FormatError.WRONG_COMPRESSION,
                damage.object() + " is no Avro file: it looks " + found.name().toLowerCase(Locale.ROOT)
                        + "-compressed: add " + found);
    }

    /** The next block, whose sync marker was right; null at the end. To be called after {@link #header}. */
    public @Nullable Block next(Header read) {
        return next(read, MOST_BLOCK_BYTES);
    }

    /** The next block, or null before one of more stored bytes, behind which no more can be read. */
    public @Nullable Block next(Header read, int most) {
        if (bytes.atEnd()) {
            return null;
        }
        long first = records + 1;
        long count = bytes.nextLong();
        long length = bytes.nextLong();
        if (count < 0 || records + count < 0) {
            throw damage.of("the block at record " + first + " says that it has " + count + " records");
        }
        if (length < 0 || length > MOST_BLOCK_BYTES) {
            throw damage.of("the block at record " + first + " has " + length + " bytes; at most 64 MB are read");
        }
        if (length > most) {
            return null;
        }
        byte[] stored = bytes.next((int) length);
        for (byte expected : read.sync()) {
            if (bytes.next() != expected) {
                throw damage.of("the sync marker behind the block at record " + first + " is wrong");
            }
        }
        records += count;
        return new Block(first, count, stored, (int) length);
    }

    /** Whether so many records can be in so many bytes. @param empty whether a record takes none */
    public static boolean plausible(long records, int length, boolean empty) {
        return empty ? length == 0 && records <= MOST_EMPTY_RECORDS : records <= length;
    }

    /** Whether there is no more block. */
    public boolean atEnd() {
        return bytes.atEnd();
    }

    /** Records in the blocks so far. */
    public long records() {
        return records;
    }
}
