package io.forebay.format.orc.file;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import com.github.luben.zstd.Zstd;
import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.lzo.LzoDecompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.forebay.format.kit.source.Damage;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Expands the chunks of a file's streams, one after another into the same memory. What orc-core has for this is not used:
 * its zlib goes round for ever when a chunk is larger than it should be, and its brotli takes a cut chunk for a whole one.
 * Used by one thread.
 */
final class Expander implements AutoCloseable {
    private final Codec codec;
    private final Damage damage;
    private final int most;
    private @Nullable Inflater inflater;
    private @Nullable Decompressor decompressor;

    /** A byte longer than any chunk, so that one that is too long is found. */
    private byte[] out = new byte[0];

    Expander(Chunks chunks, Damage damage) {
        this.codec = chunks.codec();
        this.most = chunks.most();
        this.damage = damage;
    }

    boolean compressed() {
        return codec != Codec.NONE;
    }

    /** The bytes that the largest chunk expands to. */
    int most() {
        return most;
    }

    Damage damage() {
        return damage;
    }

    /** What was expanded last. */
    byte[] bytes() {
        return out;
    }

    /** Expands a chunk into {@link #bytes} and tells its length. */
    int expand(byte[] stored, int from, int length) {
        if (out.length == 0) {
            out = new byte[most + 1];
        }
        int expanded;
        try {
            expanded = switch (codec) {
                case NONE -> throw new IllegalStateException("nothing is compressed");
                case ZLIB -> inflate(stored, from, length);
                case ZSTD -> unzstd(stored, from, length);
                case BROTLI -> unbrotli(stored, from, length);
                case SNAPPY, LZO, LZ4 -> decompressor().decompress(stored, from, length, out, 0, out.length);
            };
        } catch (ForebayException e) {
            throw e;
        } catch (IOException | DataFormatException | RuntimeException e) {
            throw damage.of("a chunk of " + length + " bytes cannot be expanded (" + codec + "): " + e.getMessage(), e);
        }
        if (expanded > most) {
            throw damage.of("a chunk expands to more than the " + most + " bytes that the file says");
        }
        return expanded;
    }

    private Decompressor decompressor() {
        Decompressor used = decompressor;
        if (used == null) {
            used = codec == Codec.SNAPPY
                    ? new SnappyDecompressor()
                    : codec == Codec.LZO ? new LzoDecompressor() : new Lz4Decompressor();
            decompressor = used;
        }
        return used;
    }

    private int inflate(byte[] stored, int from, int length) throws DataFormatException {
        Inflater used = inflater == null ? new Inflater(true) : inflater;
        inflater = used;
        used.reset();
        used.setInput(stored, from, length);
        int size = 0;
        while (!used.finished() && size < out.length) {
            int read = used.inflate(out, size, out.length - size);
            size += read;
            if (read == 0 && !used.finished()) {
                throw new DataFormatException("its end is missing");
            }
        }
        return size;
    }

    private int unzstd(byte[] stored, int from, int length) throws IOException {
        long size = Zstd.decompressByteArray(out, 0, out.length, stored, from, length);
        if (Zstd.isError(size)) {
            throw new IOException(Zstd.getErrorName(size));
        }
        return (int) size;
    }

    private int unbrotli(byte[] stored, int from, int length) throws IOException {
        if (!Brotli4jLoader.isAvailable()) {
            throw damage.unread("brotli is not available on this platform");
        }
        DecoderJNI.Wrapper decoder = new DecoderJNI.Wrapper(length);
        try {
            decoder.getInputBuffer().put(stored, from, length);
            decoder.push(length);
            int size = 0;
            while (decoder.getStatus() != DecoderJNI.Status.DONE || decoder.hasOutput()) {
                if (decoder.hasOutput()) {
                    ByteBuffer pulled = decoder.pull();
                    int taken = Math.min(pulled.remaining(), out.length - size);
                    pulled.get(out, size, taken);
                    size += taken;
                    if (size == out.length) {
                        return size;
                    }
                } else if (decoder.getStatus() == DecoderJNI.Status.OK) {
                    decoder.push(0);
                } else {
                    throw new IOException("it is cut or wrong");
                }
            }
            return size;
        } finally {
            decoder.destroy();
        }
    }

    /** Frees native memory. */
    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }
}
