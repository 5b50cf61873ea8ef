package io.forebay.store.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A channel and its path: facts are the path's, so a file that was replaced while it is read counts as changed. */
final class PortableFile implements OpenFile {
    private final Path path;
    private final FileChannel channel;

    PortableFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    @Override
    public FileFacts facts() throws IOException {
        FileFacts named = PortableDisk.facts(Files.readAttributes(path, BasicFileAttributes.class));
        return new FileFacts(named.kind(), channel.size(), named.modified(), named.changed(), named.inode());
    }

    @Override
    public String realPath() {
        return path.toString();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(target, offset, length));
    }

    @Override
    public int readAt(long position, byte[] target, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(target, offset, length), position);
    }

    @Override
    public Writers writers() {
        return Writers.UNKNOWN;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
