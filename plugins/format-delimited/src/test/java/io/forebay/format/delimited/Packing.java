package io.forebay.format.delimited;

import com.github.luben.zstd.ZstdOutputStream;
import io.airlift.compress.lzo.LzoCompressor;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Makes compressed files. */
final class Packing {
    private static final byte[] LZOP_MAGIC = {(byte) 0x89, 'L', 'Z', 'O', 0, '\r', '\n', 0x1A, '\n'};
    private static final int LZOP_BLOCK = 1 << 16;

    private Packing() {}

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(out)) {
            packed.write(content);
        }
        return out.toByteArray();
    }

    static byte[] bzip2(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = new BZip2CompressorOutputStream(out, 1)) {
            packed.write(content);
        }
        return out.toByteArray();
    }

    static byte[] zstd(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = new ZstdOutputStream(out).setChecksum(true)) {
            packed.write(content);
        }
        return out.toByteArray();
    }

    /** As lzop writes it. @param flags 0x3 for Adler-32 of blocks, 0x300 for CRC-32 */
    static byte[] lzop(byte[] content, int flags) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(LZOP_MAGIC);
        byte[] header = lzopHeader(flags);
        file.writeBytes(header);
        DataOutputStream out = new DataOutputStream(file);
        out.writeInt(sum((flags & 0x1000) != 0 ? new CRC32() : new Adler32(), header));
        for (int at = 0; at < content.length; at += LZOP_BLOCK) {
            lzopBlock(out, Arrays.copyOfRange(content, at, Math.min(content.length, at + LZOP_BLOCK)), flags);
        }
        out.writeInt(0);
        return file.toByteArray();
    }

    private static byte[] lzopHeader(int flags) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(0x1040);
        out.writeShort(0x20A0);
        out.writeShort(0x0940);
        out.writeByte(1);
        out.writeByte(5);
        out.writeInt(flags);
        out.writeInt(0x81A4);
        out.writeInt(1_700_000_000);
        out.writeInt(0);
        out.writeByte(5);
        out.writeBytes("a.txt");
        return bytes.toByteArray();
    }

    private static void lzopBlock(DataOutputStream out, byte[] block, int flags) throws IOException {
        LzoCompressor compressor = new LzoCompressor();
        byte[] space = new byte[compressor.maxCompressedLength(block.length)];
        int length = compressor.compress(block, 0, block.length, space, 0, space.length);
        boolean smaller = length < block.length;
        byte[] stored = smaller ? Arrays.copyOf(space, length) : block;
        out.writeInt(block.length);
        out.writeInt(stored.length);
        writeSum(out, flags & 0x1, new Adler32(), block);
        writeSum(out, flags & 0x100, new CRC32(), block);
        writeSum(out, smaller ? flags & 0x2 : 0, new Adler32(), stored);
        writeSum(out, smaller ? flags & 0x200 : 0, new CRC32(), stored);
        out.write(stored);
    }

    private static void writeSum(DataOutputStream out, int flag, Checksum checksum, byte[] bytes) throws IOException {
        if (flag != 0) {
            out.writeInt(sum(checksum, bytes));
        }
    }

    private static int sum(Checksum checksum, byte[] bytes) {
        checksum.update(bytes, 0, bytes.length);
        return (int) checksum.getValue();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
