package io.forebay.format.parquet.file;

import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.kit.source.Damage;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.FormatError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.parquet.format.Util;

/** Finds and reads the footer of a file. */
public final class FooterReader {
    /** What a file starts with and ends in. */
    public static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);

    /** Read at once in the hope that the footer is in it. */
    private static final int TAIL_BYTES = 1 << 16;

    /** The length of the footer and the magic. */
    private static final int END_BYTES = 8;

    private static final int MOST_BYTES = 64 << 20;

    private final ObjectBytes bytes;
    private final Damage damage;

    private FooterReader(ObjectBytes bytes) {
        this.bytes = bytes;
        this.damage = bytes.damage();
    }

    /**
     * Reads it.
     *
     * @param wanted told the columns, says which of them are to be read: row groups then tell of all leaves below them
     * @throws ForebayException DAMAGED_FILE when the file is none, or is encrypted; what {@code wanted} throws
     */
    public static Footer read(ObjectBytes bytes, Function<List<Node>, List<Node>> wanted) {
        return new FooterReader(bytes).read(wanted);
    }

    private Footer read(Function<List<Node>, List<Node>> wanted) {
        long size = bytes.size();
        if (size < MAGIC.length + END_BYTES) {
            throw noParquet();
        }
        byte[] tail = new byte[(int) Math.min(TAIL_BYTES, size)];
        bytes.read(size - tail.length, tail, 0, tail.length);
        byte[] head = tail;
        if (tail.length < size) {
            head = new byte[MAGIC.length];
            bytes.read(0, head, 0, head.length);
        }
        checkMagic(head, tail);
        int length = length(tail, size);
        byte[] footer = tail;
        int from = tail.length - END_BYTES - length;
        if (from < 0) {
            footer = new byte[length];
            bytes.read(size - END_BYTES - length, footer, 0, length);
            from = 0;
        }
        return parse(footer, from, from + length, size - END_BYTES - length, wanted);
    }

    private void checkMagic(byte[] head, byte[] tail) {
        if (ends(tail, ENCRYPTED)) {
            throw encrypted();
        }
        boolean starts = Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
        if (!starts) {
            throw noParquet();
        }
        if (!ends(tail, MAGIC)) {
            throw damage.of("it starts as a Parquet file and does not end as one: its end is missing");
        }
    }

    private static boolean ends(byte[] tail, byte[] magic) {
        return Arrays.equals(tail, tail.length - magic.length, tail.length, magic, 0, magic.length);
    }

    private int length(byte[] tail, long size) {
        int at = tail.length - END_BYTES;
        long length = (tail[at] & 0xFFL)
                | (tail[at + 1] & 0xFFL) << 8
                | (tail[at + 2] & 0xFFL) << 16
                | (tail[at + 3] & 0xFFL) << 24;
        if (length == 0 || length > size - END_BYTES - MAGIC.length) {
            throw damage.of("its footer says that it has " + length + " bytes, of a file of " + size);
        }
        if (length > MOST_BYTES) {
            throw damage.unread("its footer has " + length + " bytes; at most " + MOST_BYTES
                    + " are read: write larger row groups");
        }
        return (int) length;
    }

    private Footer parse(byte[] footer, int from, int to, long dataEnd, Function<List<Node>, List<Node>> wanted) {
        int end = CompactCheck.end(footer, from, to, damage, "its footer");
        if (end == CompactCheck.INCOMPLETE) {
            throw damage.of("its footer goes on behind its end");
        }
        FooterBuilder builder = new FooterBuilder(dataEnd, damage, wanted);
        try {
            Util.readFileMetaData(new ByteArrayInputStream(footer, from, end - from), builder);
            return builder.footer();
        } catch (IOException | RuntimeException e) { // the library's ways to say that the bytes are no footer
            if (e instanceof ForebayException known) {
                throw known;
            }
            throw damage.of("its footer cannot be read: " + e.getMessage(), e);
        }
    }

    private ForebayException encrypted() {
        return damage.unread("it is encrypted by Parquet's modular encryption, which COPY does not read");
    }

    private ForebayException noParquet() {
        Optional<Compression> found = bytes.looksLike();
        if (found.isEmpty()) {
            return damage.unread("it is no Parquet file: it does not start with PAR1");
        }
        String name = found.get().name();
        return new ForebayException(
                FormatError.WRONG_COMPRESSION,
                bytes.object() + " is no Parquet file: it looks " + name.toLowerCase(Locale.ROOT)
                        + "-compressed; COPY decompresses one whose name ends in .gz, .bz2 or .snappy");
    }
}
