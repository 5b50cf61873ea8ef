package io.forebay.torture.damage;

import io.forebay.torture.source.Packing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes small files that inflate far. */
final class Bombs {
    private static final int MEMBER = 9_000_000;
    private static final int GZIP_MEMBERS = 1000;
    private static final int BZIP2_MEMBERS = 110_000;
    private static final int LZOP_FILES = 200;
    private static final int ZSTD_BLOCKS = 1 << 23;
    private static final int ZSTD_BLOCK = 1 << 17;

    private Bombs() {}

    /** One byte again and again: 1 TB in 5 MB of bzip2 or 34 MB of zstd, 9 GB in 9 MB of gzip, 2 GB in 8 MB of lzop. */
    static byte[] of(String compression, byte value) throws IOException {
        return switch (compression) {
            case "GZIP" -> repeated(Packing.gzip(filled(value), 9), GZIP_MEMBERS);
            case "BZIP2" -> repeated(Packing.bzip2(filled(value), 1), BZIP2_MEMBERS);
            case "LZOP" -> repeated(Packing.lzop(filled(value), 0), LZOP_FILES);
            default -> zstd(value);
        };
    }

    private static byte[] filled(byte value) {
        byte[] content = new byte[MEMBER];
        Arrays.fill(content, value);
        return content;
    }

    private static byte[] repeated(byte[] member, int times) {
        byte[] file = new byte[member.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(member, 0, file, i * member.length, member.length);
        }
        return file;
    }

    /** A frame of blocks that each say: this byte, so many times. SOURCE: RFC 8878, sections 3.1.1.1 and 3.1.1.2. */
    private static byte[] zstd(byte value) {
        byte[] header = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, 0x58};
        byte[] file = Arrays.copyOf(header, header.length + 4 * ZSTD_BLOCKS);
        for (int i = 0; i < ZSTD_BLOCKS; i++) {
            int block = ZSTD_BLOCK << 3 | 1 << 1 | (i == ZSTD_BLOCKS - 1 ? 1 : 0);
            int at = header.length + 4 * i;
            file[at] = (byte) block;
            file[at + 1] = (byte) (block >> 8);
            file[at + 2] = (byte) (block >> 16);
            file[at + 3] = value;
        }
        return file;
    }

    /**
     * An Avro file of many small blocks: with codec bzip2 each holds 9 million empty texts, with codec null a million
     * records without fields.
     */
    static byte[] avro(String codec, int blocks) throws IOException {
        boolean empty = codec.equals("null");
        String fields = empty ? "" : "{\"name\":\"a\",\"type\":\"string\"}";
        int records = empty ? 1 << 20 : MEMBER;
        byte[] block = empty ? new byte[0] : Packing.bzip2(filled((byte) 0), 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {'O', 'b', 'j', 1});
        number(out, 2);
        text(out, "avro.schema");
        text(out, "{\"type\":\"record\",\"name\":\"r\",\"fields\":[" + fields + "]}");
        text(out, "avro.codec");
        text(out, codec);
        number(out, 0);
        out.writeBytes(new byte[16]);
        for (int i = 0; i < blocks; i++) {
            number(out, records);
            number(out, block.length);
            out.writeBytes(block);
            out.writeBytes(new byte[16]);
        }
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        number(out, text.length());
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** In Avro's zigzag form. */
    private static void number(ByteArrayOutputStream out, int number) {
        int rest = number << 1;
        while (rest >= 0x80) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    /** Rows that compress as text does. */
    static byte[] rows(int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            out.writeBytes((Integer.toHexString(i * 0x9E3779B1) + "|" + i + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }
}
