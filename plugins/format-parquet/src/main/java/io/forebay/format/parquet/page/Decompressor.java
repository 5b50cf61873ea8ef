package io.forebay.format.parquet.page;

import com.github.luben.zstd.Zstd;
import io.forebay.format.kit.bytes.SnappyBlock;
import io.forebay.format.kit.source.GzipBytes;
import io.forebay.format.kit.source.InflatingPool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.format.CompressionCodec;
import org.brotli.dec.BrotliInputStream;

/** Decompresses pages. Used by one thread. SOURCE: Apache Parquet format, {@code Compression.md}. */
final class Decompressor {
    private final InflatingPool pool;

    /** @param pool has what inflating gzip needs */
    Decompressor(InflatingPool pool) {
        this.pool = pool;
    }

    /** Whether pages of the codec are read. */
    static boolean reads(CompressionCodec codec) {
        return codec != CompressionCodec.LZO;
    }

    /**
     * Fills exactly {@code [to, to + size)}, behind which {@code Words.SLACK} bytes may be written over.
     *
     * @throws IOException when the bytes are damaged, or expand to another size
     */
    void expand(CompressionCodec codec, byte[] in, int from, int length, byte[] out, int to, int size)
            throws IOException {
        switch (codec) {
            case UNCOMPRESSED -> {
                check(length, size);
                System.arraycopy(in, from, out, to, size);
            }
            case SNAPPY -> {
                SnappyBlock block = new SnappyBlock(in, from, from + length, size);
                check(block.length(), size);
                block.expand(out, to);
            }
            case GZIP -> {
                try (GzipBytes gzip = new GzipBytes(new ByteArrayInputStream(in, from, length), pool)) {
                    readAll(gzip, out, to, size);
                }
            }
            case ZSTD -> zstd(in, from, length, out, to, size);
            case LZ4_RAW -> Lz4Block.expand(in, from, from + length, out, to, to + size);
            case LZ4 -> Lz4Block.expandHadoop(in, from, from + length, out, to, to + size);
            case BROTLI -> {
                try (BrotliInputStream brotli = new BrotliInputStream(new ByteArrayInputStream(in, from, length))) {
                    readAll(brotli, out, to, size);
                }
            }
            case LZO -> throw new IOException("LZO is not read");
        }
    }

    private static void zstd(byte[] in, int from, int length, byte[] out, int to, int size) throws IOException {
        long expanded = Zstd.decompressByteArray(out, to, size, in, from, length);
        if (Zstd.isError(expanded)) {
            throw new IOException(Zstd.getErrorName(expanded));
        }
        check(expanded, size);
    }

    private static void readAll(InputStream stream, byte[] out, int to, int size) throws IOException {
        int read = stream.readNBytes(out, to, size);
        check(read, size);
        if (stream.read() >= 0) {
            throw new IOException("it expands to more than " + size + " bytes");
        }
    }

    private static void check(long expanded, int size) throws IOException {
        if (expanded != size) {
            throw new IOException("it expands to " + expanded + " bytes instead of " + size);
        }
    }
}
