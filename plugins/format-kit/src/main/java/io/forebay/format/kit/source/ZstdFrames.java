package io.forebay.format.kit.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The stored bytes of a zstd file on their way to the library, with an eye on where frames end: the library takes a file
 * for whole that is cut inside of any frame but its first. SOURCE: RFC 8878, "Zstandard Frames" and "Skippable Frames".
 */
final class ZstdFrames extends InputStream {
    private static final int MAGIC = 0xFD2FB528;
    private static final int SKIPPABLE = 0x184D2A50;
    private static final int SKIPPABLE_MASK = 0xFFFFFFF0;
    private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
    private static final int[] CONTENT_SIZE_BYTES = {0, 2, 4, 8};
    private static final int RLE = 1;
    private static final int CHECKSUM_BYTES = 4;

    /** What the next bytes are. */
    private enum Field {
        MAGIC(4),
        SKIPPED_SIZE(4),
        DESCRIPTOR(1),
        BLOCK(3),
        /** No frame that is known: what becomes of it is for the library to say. */
        UNKNOWN(Integer.MAX_VALUE);

        final int bytes;

        Field(int bytes) {
            this.bytes = bytes;
        }
    }

    private final InputStream stored;
    private Field field = Field.MAGIC;

    /** The bytes of the field so far, the first in the lowest place. */
    private int value;

    private int have;

    /** Bytes to be passed over before the field. */
    private long ahead;

    private boolean checksum;

    ZstdFrames(InputStream stored) {
        this.stored = stored;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = stored.read(into, from, length);
        if (read < 0) {
            boolean whole = field == Field.UNKNOWN || (field == Field.MAGIC && have == 0 && ahead == 0);
            if (!whole) {
                throw new EOFException("its end is missing");
            }
        }
        pass(into, from, from + read);
        return read;
    }

    private void pass(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && field != Field.UNKNOWN) {
            int passed = (int) Math.min(ahead, to - at);
            ahead -= passed;
            at += passed;
            if (at < to) {
                value |= (bytes[at++] & 0xFF) << (8 * have++);
                if (have == field.bytes) {
                    take();
                    value = 0;
                    have = 0;
                }
            }
        }
    }

    /** A field is complete. */
    private void take() {
        switch (field) {
            case MAGIC -> {
                boolean skippable = (value & SKIPPABLE_MASK) == SKIPPABLE;
                field = skippable ? Field.SKIPPED_SIZE : value == MAGIC ? Field.DESCRIPTOR : Field.UNKNOWN;
            }
            case SKIPPED_SIZE -> {
                ahead = value & 0xFFFFFFFFL;
                field = Field.MAGIC;
            }
            case DESCRIPTOR -> {
                boolean single = (value & 0x20) != 0;
                int sizeBytes = CONTENT_SIZE_BYTES[value >> 6];
                int window = single ? 0 : 1;
                ahead = window + DICTIONARY_BYTES[value & 3] + (sizeBytes == 0 && single ? 1 : sizeBytes);
                checksum = (value & 4) != 0;
                field = Field.BLOCK;
            }
            case BLOCK -> {
                ahead = (value >> 1 & 3) == RLE ? 1 : value >> 3;
                boolean last = (value & 1) != 0;
                ahead += last && checksum ? CHECKSUM_BYTES : 0;
                field = last ? Field.MAGIC : Field.BLOCK;
            }
            case UNKNOWN -> {}
        }
    }
}
