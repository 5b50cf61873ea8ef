package io.forebay.format.avro.file;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.forebay.format.kit.bytes.SnappyBlock;
import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.source.Damage;
import io.forebay.spi.ForebayException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/** Expands blocks, one after another into the same memory. Used by one thread. */
public final class Expander implements AutoCloseable {
    private static final int START_BYTES = 1 << 18;
    private static final int CHECKSUM_BYTES = 4;

    private final Codec codec;
    private final Damage damage;
    private final int most;
    private @Nullable Inflater inflater;
    private byte[] out = new byte[0];
    private int length;

    public Expander(Codec codec, Damage damage) {
        this(codec, damage, AvroFile.MOST_BLOCK_BYTES);
    }

    /** @param most the bytes that a block may expand to */
    public Expander(Codec codec, Damage damage, int most) {
        this.codec = codec;
        this.damage = damage;
        this.most = most;
    }

    /** The block's bytes, {@link Words#SLACK} more of which are readable; good until the next call. */
    public byte[] expand(Block block) {
        length = 0;
        try {
            switch (codec) {
                case NULL -> {
                    out = block.stored();
                    length = block.length();
                }
                case DEFLATE -> inflate(block);
                case SNAPPY -> unsnap(block);
                case BZIP2 -> readAll(new BZip2CompressorInputStream(input(block)), block);
                case ZSTANDARD -> readAll(new ZstdInputStreamNoFinalizer(input(block)), block);
            }
        } catch (IOException | DataFormatException e) {
            throw broken(block, e);
        } catch (IndexOutOfBoundsException | IllegalStateException | NegativeArraySizeException e) {
            throw broken(block, e); // the bzip2 library's way to say that lengths are wrong
        }
        return out;
    }

    /** How many bytes the block has that was expanded last. */
    public int length() {
        return length;
    }

    private static ByteArrayInputStream input(Block block) {
        return new ByteArrayInputStream(block.stored(), 0, block.length());
    }

    /** Bytes behind the end are passed over: Python's library leaves part of a checksum there. */
    private void inflate(Block block) throws DataFormatException {
        Inflater used = inflater == null ? new Inflater(true) : inflater;
        inflater = used;
        used.reset();
        // A byte behind the end is what an Inflater without a header may want to see.
        used.setInput(block.stored(), 0, block.length() + 1);
        while (!used.finished()) {
            makeRoom(block);
            int read = used.inflate(out, length, room() - length);
            length += read;
            if (read == 0 && (used.needsInput() || used.needsDictionary())) {
                throw new DataFormatException("its end is missing");
            }
        }
        if (used.getBytesRead() > block.length()) {
            throw new DataFormatException("its end is missing");
        }
    }

    private void unsnap(Block block) throws IOException {
        int end = block.length() - CHECKSUM_BYTES;
        if (end < 1) {
            throw new IOException("it is too short");
        }
        SnappyBlock snappy = new SnappyBlock(block.stored(), 0, end, most);
        out = snappy.expand(out);
        length = snappy.length();
        CRC32 checksum = new CRC32();
        checksum.update(out, 0, length);
        int expected = 0;
        for (int i = 0; i < CHECKSUM_BYTES; i++) {
            expected = expected << 8 | (block.stored()[end + i] & 0xFF);
        }
        if ((int) checksum.getValue() != expected) {
            throw new IOException("its checksum is wrong");
        }
    }

    private void readAll(InputStream stream, Block block) throws IOException {
        try (stream) {
            while (true) {
                makeRoom(block);
                int read = stream.read(out, length, room() - length);
                if (read < 0) {
                    return;
                }
                length += read;
            }
        }
    }

    private int room() {
        return out.length - Words.SLACK;
    }

    private void makeRoom(Block block) {
        if (length >= room()) {
            if (length > most) {
                throw damage.of(
                        "the block at record " + block.firstRecord() + " expands to more than " + (most >> 20) + " MB");
            }
            int larger = Math.min(Math.max(START_BYTES, 2 * length), most + 1);
            out = Arrays.copyOf(out, larger + Words.SLACK);
        }
    }

    private ForebayException broken(Block block, Exception cause) {
        return damage.of(
                "the block at record " + block.firstRecord() + " cannot be expanded (" + codec + "): "
                        + cause.getMessage(),
                cause);
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
