package io.forebay.format.kit.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/**
 * The content of a file written by lzop: a header, then blocks, each with the checksums that the header's flags name;
 * all of them verified. Files may follow one another. SOURCE: the file format as lzop 1.04 writes it.
 */
final class LzopBytes extends InputStream {
    private static final int FLAG_ADLER_CONTENT = 0x1;
    private static final int FLAG_ADLER_STORED = 0x2;
    private static final int FLAG_EXTRA = 0x40;
    private static final int FLAG_CRC_CONTENT = 0x100;
    private static final int FLAG_CRC_STORED = 0x200;
    private static final int FLAG_MULTIPART = 0x400;
    private static final int FLAG_FILTER = 0x800;
    private static final int FLAG_CRC_HEADER = 0x1000;
    private static final int VERSION_WITH_LEVEL = 0x0940;
    private static final int METHODS = 3;
    private static final int MAX_BLOCK = 64 << 20;

    private final InputStream stored;
    private final Adler32 adler = new Adler32();
    private final CRC32 crc = new CRC32();
    private byte[] packed = new byte[0];
    private byte[] block = new byte[0];
    private int blockAt;
    private int blockEnd;
    private int flags;
    private boolean inFile;
    private boolean ended;

    LzopBytes(InputStream stored) {
        this.stored = stored;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (blockAt == blockEnd) {
            if (ended || (!inFile && !startFile())) {
                ended = true;
                return -1;
            }
            inFile = nextBlock();
        }
        int read = Math.min(length, blockEnd - blockAt);
        System.arraycopy(block, blockAt, into, from, read);
        blockAt += read;
        return read;
    }

    /** Reads a header; false at the end of the bytes. */
    private boolean startFile() throws IOException {
        int first = stored.read();
        if (first < 0) {
            return false;
        }
        for (int i = 0; i < Magic.LZOP.length; i++) {
            if ((i == 0 ? first : next()) != (Magic.LZOP[i] & 0xFF)) {
                throw new IOException("there are other bytes behind the compressed content");
            }
        }
        adler.reset();
        crc.reset();
        int version = nextNumber(2);
        nextNumber(2); // the version of the library
        boolean withLevel = version >= VERSION_WITH_LEVEL;
        if (withLevel) {
            nextNumber(2); // the version that is needed to extract
        }
        int method = nextNumber(1);
        if (withLevel) {
            nextNumber(1); // the level
        }
        flags = nextNumber(4);
        checkSupported(method);
        skip(withLevel ? 12 : 8); // mode and modification time
        skip(nextNumber(1)); // the file's name
        checkHeader();
        if ((flags & FLAG_EXTRA) != 0) {
            adler.reset();
            crc.reset();
            int extra = nextNumber(4);
            skip(size(extra));
            checkHeader();
        }
        return true;
    }

    private void checkSupported(int method) throws IOException {
        if (method < 1 || method > METHODS) {
            throw new IOException("the compression method " + method + " of the lzop file is unknown");
        }
        if ((flags & FLAG_FILTER) != 0) {
            throw new IOException("the file was written with lzop --filter, which COPY does not support");
        }
        if ((flags & FLAG_MULTIPART) != 0) {
            throw new IOException("the file is one part of a multi-part lzop archive, which COPY does not support");
        }
    }

    private void checkHeader() throws IOException {
        int expected = (int) ((flags & FLAG_CRC_HEADER) != 0 ? crc : adler).getValue();
        if (nextNumber(4) != expected) {
            throw new IOException("the checksum of the lzop header is wrong");
        }
    }

    /** Reads and expands a block; false at the end mark of the file. */
    private boolean nextBlock() throws IOException {
        blockAt = 0;
        blockEnd = 0;
        int length = size(nextNumber(4));
        if (length == 0) {
            return false;
        }
        int packedLength = size(nextNumber(4));
        if (packedLength > length) {
            throw new IOException("a block of the lzop file is longer than its content");
        }
        int contentAdler = (flags & FLAG_ADLER_CONTENT) != 0 ? nextNumber(4) : 0;
        int contentCrc = (flags & FLAG_CRC_CONTENT) != 0 ? nextNumber(4) : 0;
        boolean isPacked = packedLength < length;
        int storedAdler = isPacked && (flags & FLAG_ADLER_STORED) != 0 ? nextNumber(4) : 0;
        int storedCrc = isPacked && (flags & FLAG_CRC_STORED) != 0 ? nextNumber(4) : 0;
        packed = readFully(packed, packedLength);
        if (isPacked) {
            check(FLAG_ADLER_STORED, adler, packed, packedLength, storedAdler);
            check(FLAG_CRC_STORED, crc, packed, packedLength, storedCrc);
            block = block.length < length ? new byte[length] : block;
            LzoBlock.expand(packed, packedLength, block, length);
        } else {
            byte[] content = packed;
            packed = block;
            block = content;
        }
        check(FLAG_ADLER_CONTENT, adler, block, length, contentAdler);
        check(FLAG_CRC_CONTENT, crc, block, length, contentCrc);
        blockEnd = length;
        return true;
    }

    private void check(int flag, Checksum checksum, byte[] bytes, int length, int expected) throws IOException {
        if ((flags & flag) != 0) {
            checksum.reset();
            checksum.update(bytes, 0, length);
            if ((int) checksum.getValue() != expected) {
                throw new IOException("the checksum of a block is wrong");
            }
        }
    }

    private static int size(int length) throws IOException {
        if (length < 0 || length > MAX_BLOCK) {
            throw new IOException("a length in the lzop file is impossible");
        }
        return length;
    }

    /** Reads so many bytes, growing as they come: a wrong length must not cost memory. */
    private byte[] readFully(byte[] into, int length) throws IOException {
        byte[] bytes = into;
        int at = 0;
        while (at < length) {
            if (at == bytes.length) {
                bytes = java.util.Arrays.copyOf(bytes, Math.min(length, Math.max(1 << 18, 2 * bytes.length)));
            }
            int read = stored.read(bytes, at, Math.min(length, bytes.length) - at);
            if (read < 0) {
                throw cut();
            }
            at += read;
        }
        return bytes;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            nextNumber(1);
        }
    }

    /** A number of so many bytes, the most significant first, counted into the header's checksums. */
    private int nextNumber(int bytes) throws IOException {
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            int next = next();
            adler.update(next);
            crc.update(next);
            number = number << 8 | next;
        }
        return number;
    }

    private int next() throws IOException {
        int next = stored.read();
        if (next < 0) {
            throw cut();
        }
        return next;
    }

    private static EOFException cut() {
        return new EOFException("the end of the file is missing");
    }
}
