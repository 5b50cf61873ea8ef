package io.forebay.torture.parquet;

import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import io.forebay.contract.format.ParquetBytes.Codec;
import io.forebay.torture.Input;
import io.forebay.torture.source.Packing;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Compresses pages. */
public final class PageCodecs {
    private static final List<Codec> CODECS =
            List.of(Codec.NONE, Codec.NONE, Codec.SNAPPY, Codec.GZIP, Codec.ZSTD, Codec.LZ4_RAW, Codec.LZ4);

    private PageCodecs() {}

    static Codec pick(Input input) {
        return input.pick(CODECS);
    }

    /** LZ4 is without a frame here, as some writers left it. */
    public static byte[] packed(Codec codec, byte[] content) throws IOException {
        return switch (codec) {
            case SNAPPY -> packed(new SnappyCompressor(), content);
            case GZIP -> Packing.gzip(content, 1);
            case ZSTD -> packed(new ZstdCompressor(), content);
            case LZ4, LZ4_RAW -> packed(new Lz4Compressor(), content);
            default -> content;
        };
    }

    private static byte[] packed(Compressor compressor, byte[] content) {
        byte[] out = new byte[compressor.maxCompressedLength(content.length)];
        return Arrays.copyOf(out, compressor.compress(content, 0, content.length, out, 0, out.length));
    }
}
