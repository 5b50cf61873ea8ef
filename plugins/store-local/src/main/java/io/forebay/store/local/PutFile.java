package io.forebay.store.local;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/** Writes an object: a temporary file beside it, forced to the disk, then renamed over it. */
final class PutFile {
    /** Between two pieces of this size an interrupt is seen. */
    private static final long PIECE = 16L << 20;

    private final Mount mount;
    private final ObjectUri uri;

    PutFile(Mount mount, ObjectUri uri) {
        this.mount = mount;
        this.uri = uri;
    }

    StoredObject write(byte[] bytes) {
        return write(channel -> {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        });
    }

    /** The bytes of a file, which stays as it is. */
    StoredObject copy(Path file) {
        return write(channel -> {
            try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
                long size = from.size();
                for (long at = 0; at < size; ) {
                    long sent = from.transferTo(at, Math.min(PIECE, size - at), channel);
                    if (sent <= 0) {
                        throw new EOFException(file + " became shorter while it was copied");
                    }
                    at += sent;
                }
            }
        });
    }

    /** What goes into the temporary file. */
    @FunctionalInterface
    private interface Content {
        void into(FileChannel channel) throws IOException;
    }

    private StoredObject write(Content content) {
        try {
            Path folder = folder();
            Path temporary = folder.resolve(Keys.OWN_TEMPORARY + UUID.randomUUID());
            try {
                return write(content, temporary, folder);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException | InvalidPathException e) {
            throw failure(e);
        }
    }

    private StoredObject write(Content content, Path temporary, Path folder) throws IOException {
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.into(channel);
            channel.force(true);
        }
        Path target = folder.resolve(name());
        if (Files.isDirectory(target)) {
            throw new FileAlreadyExistsException(target.toString(), null, "there is a folder of this name");
        }
        FileFacts facts = mount.disk().facts(temporary.toString()).orElseThrow();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
        return facts.describe(uri);
    }

    /** The folder for the file, made where it is missing, never beyond a link that leads out of the bucket. */
    Path folder() throws IOException {
        Path folder = Path.of(mount.root()).toRealPath();
        String[] segments = uri.key().split("/", -1);
        for (int i = 0; i < segments.length - 1; i++) {
            Path next = folder.resolve(segments[i]);
            if (!Files.exists(next)) {
                makeFolder(next);
            }
            folder = next.toRealPath();
            if (!mount.holds(folder.toString())) {
                throw new ForebayException(StoreError.INVALID_KEY, "'" + uri + "' leads out of its bucket by a link");
            }
        }
        return folder;
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
            force(Objects.requireNonNull(folder.getParent()));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    String name() {
        return uri.key().substring(uri.key().lastIndexOf('/') + 1);
    }

    static void force(Path folder) throws IOException {
        if (LocalObjectStore.LINUX) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private ForebayException failure(Exception e) {
        if (e instanceof ClosedByInterruptException) {
            return new ForebayException(CommonError.CANCELLED, "Writing '" + uri + "' was interrupted", e);
        }
        if (e instanceof AccessDeniedException) {
            return new ForebayException(StoreError.ACCESS_DENIED, "No permission to write '" + uri + "'", e);
        }
        String text = String.valueOf(e.getMessage());
        if (text.contains("No space left") || text.contains("quota")) {
            return new ForebayException(CommonError.DISK_FULL, "No space left to write '" + uri + "'", e);
        }
        if (e instanceof InvalidPathException
                || e instanceof FileAlreadyExistsException
                || text.contains("Not a directory")
                || text.contains("File name too long")) {
            return new ForebayException(StoreError.INVALID_KEY, "'" + uri + "' cannot be a file: " + text, e);
        }
        return new ForebayException(StoreError.STORE_AWAY, "Cannot write '" + uri + "': " + text, e);
    }
}
