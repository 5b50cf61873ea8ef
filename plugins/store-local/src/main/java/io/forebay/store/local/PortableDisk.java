package io.forebay.store.local;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Any file system, with java.nio. It cannot tell writers, and checks links before it opens, not after. */
final class PortableDisk implements Disk {
    private final UnseenNames unseen = new UnseenNames();

    @Override
    public Optional<FileFacts> facts(String path) {
        try {
            return Optional.of(facts(Files.readAttributes(Path.of(path), BasicFileAttributes.class)));
        } catch (IOException | InvalidPathException e) {
            return nothing(e, path);
        }
    }

    @Override
    public Optional<String> realPath(String path) {
        try {
            return Optional.of(Path.of(path).toRealPath().toString());
        } catch (IOException | InvalidPathException e) {
            return nothing(e, path);
        }
    }

    @Override
    public boolean list(String folder, Predicate<String> allowed, Consumer<FolderEntry> entries) {
        if (realPath(folder).filter(allowed).isEmpty()) {
            return false;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of(folder))) {
            for (Path path : stream) {
                entry(folder, path).ifPresent(entries);
            }
            return true;
        } catch (IOException e) {
            return nothing(e, folder).isPresent();
        } catch (DirectoryIteratorException e) {
            return nothing(e.getCause() == null ? e : e.getCause(), folder).isPresent();
        }
    }

    @Override
    public Optional<OpenFile> open(String path) {
        try {
            Path real = Path.of(path).toRealPath();
            if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            FileChannel channel = FileChannel.open(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new PortableFile(real, channel));
        } catch (IOException | InvalidPathException e) {
            return nothing(e, path);
        }
    }

    static FileFacts facts(BasicFileAttributes attributes) {
        return new FileFacts(
                attributes.isRegularFile()
                        ? FileFacts.Kind.FILE
                        : attributes.isDirectory()
                                ? FileFacts.Kind.FOLDER
                                : attributes.isSymbolicLink() ? FileFacts.Kind.LINK : FileFacts.Kind.OTHER,
                attributes.size(),
                attributes.lastModifiedTime().toInstant(),
                attributes.lastModifiedTime().toInstant(),
                attributes.fileKey() == null ? 0 : attributes.fileKey().hashCode());
    }

    private Optional<FolderEntry> entry(String folder, Path path) throws IOException {
        String name = path.getFileName().toString();
        if (name.indexOf('\uFFFD') >= 0 && !path.resolveSibling(name).equals(path)) {
            unseen.saw(folder, name);
            return Optional.empty();
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new FolderEntry(name, facts(attributes).kind()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> nothing(Throwable e, String path) {
        if (e instanceof AccessDeniedException) {
            throw new ForebayException(
                    StoreError.ACCESS_DENIED, "No permission to read " + path + ": give it to Forebay's user", e);
        }
        boolean absent = e instanceof NoSuchFileException
                || e instanceof NotDirectoryException
                || e instanceof FileSystemLoopException
                || e instanceof InvalidPathException
                || (e instanceof FileSystemException f && notThere(f));
        if (absent) {
            return Optional.empty();
        }
        throw new ForebayException(StoreError.STORE_AWAY, "Cannot read " + path + ": " + e.getMessage(), e);
    }

    private static boolean notThere(FileSystemException e) {
        String reason = String.valueOf(e.getReason());
        return reason.startsWith("Not a directory")
                || reason.startsWith("Too many")
                || reason.startsWith("File name too long");
    }
}
