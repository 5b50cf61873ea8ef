package io.forebay.format.kit.ranged;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are written once from front to back and then read at any place: in memory while they are few, else in a file
 * of {@code java.io.tmpdir} that is deleted when it is closed. Written by one thread, then read by many.
 */
final class Spool implements AutoCloseable {
    private static final int IN_MEMORY = 4 << 20;
    private static final int FIRST = 1 << 16;

    private byte[] memory = new byte[0];
    private @Nullable FileChannel file;
    private long size;

    /** Adds bytes at the end. @throws ForebayException DISK_FULL */
    void add(byte[] bytes, int length) {
        try {
            if (file == null && size + length <= IN_MEMORY) {
                keep(bytes, length);
            } else {
                append(ByteBuffer.wrap(bytes, 0, length));
            }
        } catch (IOException e) {
            throw failed(e);
        }
        size += length;
    }

    private void keep(byte[] bytes, int length) {
        int end = (int) size + length;
        if (memory.length < end) {
            memory = Arrays.copyOf(memory, Math.min(IN_MEMORY, Math.max(FIRST, 2 * end)));
        }
        System.arraycopy(bytes, 0, memory, (int) size, length);
    }

    private void append(ByteBuffer bytes) throws IOException {
        FileChannel to = file;
        if (to == null) {
            to = open();
            file = to;
            ByteBuffer kept = ByteBuffer.wrap(memory, 0, (int) size);
            while (kept.hasRemaining()) {
                to.write(kept);
            }
            memory = new byte[0];
        }
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /** On Unix, the name is gone from then on. */
    private static FileChannel open() throws IOException {
        Path made = Files.createTempFile("forebay-", ".object");
        return FileChannel.open(
                made, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    long size() {
        return size;
    }

    /** Exactly these bytes, which are there. */
    void read(long position, byte[] into, int from, int length) throws IOException {
        FileChannel channel = file;
        if (channel == null) {
            System.arraycopy(memory, (int) position, into, from, length);
            return;
        }
        ByteBuffer target = ByteBuffer.wrap(into, from, length);
        while (target.hasRemaining()) {
            if (channel.read(target, position + target.position() - from) < 0) {
                throw new IOException("its end is missing");
            }
        }
    }

    private static ForebayException failed(IOException e) {
        String text = String.valueOf(e.getMessage());
        String folder = System.getProperty("java.io.tmpdir");
        if (text.contains("No space left") || text.contains("quota")) {
            return new ForebayException(
                            CommonError.DISK_FULL, "no space left in " + folder + " for an object that is read", e)
                    .withHint("Make room on that disk: objects of stores without ranges, and files compressed as a"
                            + " whole, are kept there while they are read.");
        }
        return new ForebayException(
                CommonError.INTERNAL, "cannot keep an object that is read in " + folder + ": " + text, e);
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
