package io.forebay.torture.source;

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
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Makes compressed files, all with checksums. */
public final class Packing {
    private static final byte[] LZOP_MAGIC = {(byte) 0x89, 'L', 'Z', 'O', 0, '\r', '\n', 0x1A, '\n'};
    private static final int LZOP_HEADER_CRC = 0x1000;
    private static final int[] LZOP_FLAGS = {0x3, 0x300, 0x303, 0x1001, 0x1100, 0x1, 0x100, 0x1303};
    private static final int[] LZOP_BLOCKS = {1 << 16, 100};

    private Packing() {}

    /** @param choice the level, 0 to 9 */
    public static byte[] gzip(byte[] content, int choice) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = gzipTo(out, choice % 10)) {
            packed.write(content);
        }
        return out.toByteArray();
    }

    private static OutputStream gzipTo(OutputStream out, int level) throws IOException {
        return new GZIPOutputStream(out) {
            {
                def.setLevel(level == 0 ? Deflater.DEFAULT_COMPRESSION : level);
            }
        };
    }

    public static byte[] bzip2(byte[] content, int choice) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = new BZip2CompressorOutputStream(out, 1 + choice % 16 / 15)) {
            packed.write(content);
        }
        return out.toByteArray();
    }

    public static byte[] zstd(byte[] content, int choice) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = new ZstdOutputStream(out, 1 + choice % 5).setChecksum(true)) {
            packed.write(content);
        }
        return out.toByteArray();
    }

    /** As lzop writes it. @param choice which checksums, and how long blocks are */
    public static byte[] lzop(byte[] content, int choice) throws IOException {
        int flags = LZOP_FLAGS[choice % LZOP_FLAGS.length];
        int blockBytes = LZOP_BLOCKS[choice / LZOP_FLAGS.length % LZOP_BLOCKS.length];
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(LZOP_MAGIC);
        byte[] header = lzopHeader(flags);
        file.writeBytes(header);
        DataOutputStream out = new DataOutputStream(file);
        out.writeInt(sum((flags & LZOP_HEADER_CRC) != 0 ? new CRC32() : new Adler32(), header));
        for (int at = 0; at < content.length; at += blockBytes) {
            lzopBlock(out, Arrays.copyOfRange(content, at, Math.min(content.length, at + blockBytes)), flags);
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
}
