package io.forebay.format.kit.ranged;

import io.forebay.format.kit.bytes.SnappyBlock;
import io.forebay.format.kit.source.StoredBytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file that is compressed with snappy as a whole, block by block. There are three ways to write one, told
 * by the first byte: {@code 0xFF} starts the framing format; {@code 0} a file of Hadoop's SnappyCodec, whose blocks have
 * less than 16 MB; every other byte one raw block, whose length it is a part of. SOURCE: google/snappy,
 * "framing_format.txt"; Apache Hadoop, BlockCompressorStream.
 */
final class SnappyBytes {
    /** The largest block, packed or not. */
    private static final int MOST = 64 << 20;

    private static final int FRAME = 1 << 16;
    private static final int IDENTIFIER = 0xFF;
    private static final byte[] IDENTITY = {'s', 'N', 'a', 'P', 'p', 'Y'};
    private static final int COMPRESSED = 0;
    private static final int PLAIN = 1;
    private static final int FIRST_SKIPPABLE = 0x80;
    private static final int CHECKSUM_BYTES = 4;

    private enum Way {
        FRAMES,
        HADOOP,
        RAW
    }

    private final StoredBytes stored;
    private @Nullable Way way;
    private byte[] packed = new byte[0];
    private byte[] block = new byte[0];
    private boolean ended;

    /** HADOOP: what is left of the block that its pieces make up. */
    private long left;

    SnappyBytes(StoredBytes stored) {
        this.stored = stored;
    }

    /** The content of the next block, from 0. */
    byte[] block() {
        return block;
    }

    /** Turns to the next block. @return its length, or -1 at the end */
    int next() throws IOException {
        Way chosen = way == null ? choose() : way;
        way = chosen;
        return ended
                ? -1
                : switch (chosen) {
                    case FRAMES -> frame();
                    case HADOOP -> piece();
                    case RAW -> raw();
                };
    }

    private Way choose() {
        byte[] head = stored.peek(1);
        ended = head.length == 0;
        int first = ended ? 0 : head[0] & 0xFF;
        return first == IDENTIFIER ? Way.FRAMES : first == 0 ? Way.HADOOP : Way.RAW;
    }

    private int frame() throws IOException {
        int kind = stored.read();
        if (kind < 0) {
            return -1;
        }
        int length = number(3, false);
        if (kind == IDENTIFIER) {
            if (length != IDENTITY.length || !Arrays.equals(take(length), 0, length, IDENTITY, 0, length)) {
                throw new IOException("it does not start as a file of snappy's framing format");
            }
            return 0;
        }
        if (kind > PLAIN && kind < FIRST_SKIPPABLE) {
            throw new IOException("a frame is of the unknown kind " + kind);
        }
        byte[] bytes = take(length);
        return kind >= FIRST_SKIPPABLE ? 0 : content(kind, bytes, length);
    }

    private int content(int kind, byte[] bytes, int length) throws IOException {
        if (length < CHECKSUM_BYTES) {
            throw new IOException("a frame is too short");
        }
        int size;
        if (kind == COMPRESSED) {
            SnappyBlock snappy = new SnappyBlock(bytes, CHECKSUM_BYTES, length, FRAME);
            block = snappy.expand(block);
            size = snappy.length();
        } else {
            block = Arrays.copyOfRange(bytes, CHECKSUM_BYTES, length);
            size = block.length;
        }
        CRC32C checksum = new CRC32C();
        checksum.update(block, 0, size);
        int crc = (int) checksum.getValue();
        int masked = (crc >>> 15 | crc << 17) + 0xA282EAD8;
        int expected = bytes[0] & 0xFF | (bytes[1] & 0xFF) << 8 | (bytes[2] & 0xFF) << 16 | bytes[3] << 24;
        if (masked != expected) {
            throw new IOException("the checksum of a frame is wrong");
        }
        return size;
    }

    private int piece() throws IOException {
        if (left == 0) {
            int first = stored.read();
            if (first < 0) {
                return -1;
            }
            left = first << 24 | number(3, true);
            if (left < 0 || left > MOST) {
                throw new IOException("a block says that it has " + left + " bytes; at most " + MOST + " are read");
            }
            if (left == 0) {
                return 0;
            }
        }
        int length = number(4, true);
        if (length < 0 || length > MOST) {
            throw new IOException("a piece says that it has " + length + " bytes; at most " + MOST + " are read");
        }
        int size = unsnap(take(length), length, (int) left);
        left -= size;
        if (size == 0) {
            throw new IOException("a piece has no content");
        }
        return size;
    }

    private int raw() throws IOException {
        int length = 0;
        for (int read = 0; read >= 0; read = stored.read(packed, length, packed.length - length)) {
            length += read;
            if (length > MOST) {
                throw new IOException("it is one block of more than " + MOST + " bytes");
            }
            packed = length == packed.length ? Arrays.copyOf(packed, Math.max(FRAME, 2 * length)) : packed;
        }
        ended = true;
        return unsnap(packed, length, MOST);
    }

    private int unsnap(byte[] bytes, int length, int most) throws IOException {
        SnappyBlock snappy = new SnappyBlock(bytes, 0, length, most);
        block = snappy.expand(block);
        return snappy.length();
    }

    /** So many stored bytes; grows as they come, as a wrong length must not cost memory. */
    private byte[] take(int length) throws IOException {
        int at = 0;
        while (at < length) {
            if (at == packed.length) {
                packed = Arrays.copyOf(packed, Math.max(FRAME, Math.min(length, 2 * packed.length)));
            }
            int read = stored.read(packed, at, Math.min(length, packed.length) - at);
            if (read < 0) {
                throw cut();
            }
            at += read;
        }
        return packed;
    }

    private int number(int bytes, boolean highFirst) throws IOException {
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            int next = stored.read();
            if (next < 0) {
                throw cut();
            }
            number = highFirst ? number << 8 | next : number | next << 8 * i;
        }
        return number;
    }

    private static IOException cut() {
        return new IOException("the end of the file is missing");
    }
}
