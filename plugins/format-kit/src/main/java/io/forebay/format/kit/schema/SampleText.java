package io.forebay.format.kit.schema;

import io.forebay.format.kit.block.BlockReader;
import io.forebay.format.kit.bytes.Utf8;
import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.store.StoredObject;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The first text of an object: its first megabyte, or as much as the longest record may have when the first record goes
 * on beyond that. Used by one thread.
 */
public final class SampleText implements AutoCloseable {
    private static final int FIRST_BYTES = 1 << 20;
    private static final int MOST_BYTES = BlockReader.MAX_RECORD + 1;

    private final StoredObject object;
    private final InflatingPool inflaters = new InflatingPool(MOST_BYTES);
    private final TextSource source;
    private byte[] bytes = new byte[FIRST_BYTES + Words.SLACK];
    private int length;
    private boolean whole;

    /** Reads the first megabyte. */
    public SampleText(StoredObject object, InputStream stored, ReadOptions options) {
        this.object = object;
        this.source = new TextSource(object.uri(), stored, options, inflaters);
        try {
            read(FIRST_BYTES);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Reads on, once; false when there is no more than was read. */
    public boolean grow() {
        if (whole || length == MOST_BYTES) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, MOST_BYTES + Words.SLACK);
        read(MOST_BYTES);
        return true;
    }

    private void read(int most) {
        int read = 0;
        while (read >= 0 && length < most) {
            length += read;
            read = source.read(bytes, length, most - length);
        }
        whole = read < 0;
        source.looksLike().filter(found -> !readable()).ifPresent(found -> {
            throw new ForebayException(
                    FormatError.WRONG_COMPRESSION, object.uri() + " looks " + found + "-compressed: add " + found);
        });
    }

    private boolean readable() {
        int to = whole ? length : length - 3;
        return Words.find(bytes, 0, length, (byte) 0) < 0 && Utf8.firstFault(bytes, 0, to) >= to;
    }

    /** The text from 0; the bytes behind it may be written over, and {@link Words#SLACK} of them are readable. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Whether the text ends with the object. */
    public boolean whole() {
        return whole;
    }

    /** The place behind so many lines, or {@link #length} when there are not so many. */
    public int behindLines(int lines) {
        int at = 0;
        for (int line = 0; line < lines && at < length; line++) {
            int newline = Words.find(bytes, at, length, (byte) '\n');
            at = newline < 0 ? length : newline + 1;
        }
        return at;
    }

    /** The error of a text whose first record is longer than records may be. */
    public ForebayException tooLong() {
        return new ForebayException(
                FormatError.DAMAGED_FILE,
                object.uri() + " has no end of a record in its first " + (MOST_BYTES - 1)
                        + " bytes, which are the most that a record may have");
    }

    @Override
    public void close() {
        source.interrupt();
        source.close();
        inflaters.close();
    }
}
