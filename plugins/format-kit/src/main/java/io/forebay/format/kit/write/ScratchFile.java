package io.forebay.format.kit.write;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file on the disk that grows at its end, compressed on the way. It can be let go of and gone on with: a compressed file
 * then has several members, which readers take as one.
 */
public final class ScratchFile implements AutoCloseable {
    /** What the compressors hold of the bytes that they were given. */
    private static final int BLOCK = 1_000_000;

    private static final int GZIP_BUFFER = 64 << 10;

    private final Path path;
    private final Compression compression;
    private @Nullable OutputStream out;
    private long stored;
    private long given;

    public ScratchFile(Path path, Compression compression) {
        this.path = path;
        this.compression = compression;
    }

    /** Bytes on the disk. */
    public long stored() {
        return stored;
    }

    /** The most bytes that were given and are not on the disk yet. */
    public long pending() {
        return compression == Compression.BZIP2 ? Math.min(given, BLOCK) : given;
    }

    /** Memory that the open file takes; more than that for a plain one, whose handle is what there are few of. */
    public long held() {
        if (out == null) {
            return 0;
        }
        return switch (compression) {
            case NONE -> 512L << 10;
            case BZIP2 -> 8L << 20;
            default -> 1L << 20;
        };
    }

    public void write(byte[] bytes, int length) {
        if (length == 0) {
            return;
        }
        try {
            open().write(bytes, 0, length);
        } catch (IOException e) {
            throw failed(e);
        }
        given = compression == Compression.NONE ? 0 : given + length;
    }

    /** Moves what the compressor holds to the disk, as far as it lets itself be moved. */
    public void flush() {
        try {
            if (out != null) {
                out.flush();
            }
        } catch (IOException e) {
            throw failed(e);
        }
        given = compression == Compression.BZIP2 ? given : 0;
    }

    /** Closes the file; the next write goes on at its end. */
    public void release() {
        OutputStream open = out;
        out = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            throw failed(e);
        }
        given = 0;
    }

    /** Completes the file, which is there afterwards even when nothing was written. */
    public long finish() {
        try {
            open();
        } catch (IOException e) {
            throw failed(e);
        }
        release();
        return stored;
    }

    /** What was written to a plain file that is released; it is gone from the disk. */
    public byte[] takeBack() {
        try {
            byte[] bytes = Files.readAllBytes(path);
            Files.delete(path);
            return bytes;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Gives the handle back; the file is of no use any more unless it was finished. */
    @Override
    public void close() {
        OutputStream open = out;
        out = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            given = 0;
        }
    }

    private OutputStream open() throws IOException {
        OutputStream open = out;
        if (open == null) {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            OutputStream counted = new Counted(Channels.newOutputStream(channel));
            open = compressed(counted);
            out = open;
        }
        return open;
    }

    private OutputStream compressed(OutputStream plain) throws IOException {
        return switch (compression) {
            case NONE -> plain;
            case GZIP -> new GZIPOutputStream(plain, GZIP_BUFFER, true);
            case BZIP2 -> new BZip2CompressorOutputStream(plain);
            case ZSTD -> new ZstdOutputStreamNoFinalizer(plain);
            case LZOP -> throw new ForebayException(CommonError.NOT_SUPPORTED, "LZOP cannot be written");
        };
    }

    private ForebayException failed(IOException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("No space left") || text.contains("quota")) {
            return new ForebayException(
                            CommonError.DISK_FULL, "no space left for the files of an UNLOAD: " + path.getParent(), e)
                    .withHint("Make room on that disk, or unload in several statements, each with a part of the rows.");
        }
        return new ForebayException(CommonError.INTERNAL, "cannot write " + path + ": " + text, e);
    }

    private final class Counted extends OutputStream {
        private final OutputStream file;

        Counted(OutputStream file) {
            this.file = file;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            file.write(bytes, from, length);
            stored += length;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
