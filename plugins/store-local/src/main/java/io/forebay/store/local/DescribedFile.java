package io.forebay.store.local;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoreOutcome;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Removes and copies a file, only as it was described. It is taken aside under a name of our own before it is removed,
 * so that a file that takes its place just then is seen and put back; a crash in between is mended by the next attempt.
 * On one file system a copy is another name for the same file. A copy is known again by its size and modification time,
 * which it has from its original, and by its bytes while the original is there.
 */
final class DescribedFile {
    private final Mount mount;
    private final StoredObject object;

    DescribedFile(Mount mount, StoredObject object) {
        this.mount = mount;
        this.object = object;
    }

    StoreOutcome delete() {
        try {
            requireDirect("delete");
            Path path = path();
            Path aside = path.resolveSibling(Keys.aside(key()));
            if (Files.exists(aside, LinkOption.NOFOLLOW_LINKS) && settle(aside, path) == StoreOutcome.DONE) {
                return StoreOutcome.DONE;
            }
            StoreOutcome found = compare();
            if (found != StoreOutcome.DONE) {
                return found;
            }
            Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
            return settle(aside, path);
        } catch (NoSuchFileException e) {
            return StoreOutcome.GONE;
        } catch (IOException | InvalidPathException e) {
            throw failure("delete", object.uri(), e);
        }
    }

    /** Removes what was taken aside, or puts it back when it is another file. */
    private StoreOutcome settle(Path aside, Path path) throws IOException {
        Optional<FileFacts> facts = mount.disk().facts(aside.toString());
        if (facts.isPresent() && facts.get().etag().equals(object.etag())) {
            Files.delete(aside);
            PutFile.force(Path.of(mount.path(Keys.folderOf(key()))));
            return StoreOutcome.DONE;
        }
        try {
            name(path, aside);
        } catch (FileAlreadyExistsException e) {
            // Yet another one has taken its place: for whoever writes there it was overwritten.
            Files.delete(aside);
        }
        return StoreOutcome.CHANGED;
    }

    /** @param into the target's */
    StoreOutcome copy(Mount into, ObjectUri target) {
        try {
            requireDirect("move");
            requireAnother(into, target);
            Optional<FileFacts> there = into.facts(target.key());
            if (there.isPresent()) {
                return copied(there.get(), into, target) ? StoreOutcome.DONE : StoreOutcome.TAKEN;
            }
            StoreOutcome found = compare();
            if (found != StoreOutcome.DONE) {
                return found;
            }
            PutFile put = new PutFile(into, target);
            return copy(put.folder(), put.name());
        } catch (FileAlreadyExistsException e) {
            return afterAnother(into, target);
        } catch (NoSuchFileException e) {
            return StoreOutcome.GONE;
        } catch (IOException | InvalidPathException e) {
            throw failure("move", target, e);
        }
    }

    /** Another server may have been faster, with the same copy. */
    private StoreOutcome afterAnother(Mount into, ObjectUri target) {
        try {
            Optional<FileFacts> there = into.facts(target.key());
            return there.isPresent() && copied(there.get(), into, target) ? StoreOutcome.DONE : StoreOutcome.TAKEN;
        } catch (IOException e) {
            throw failure("move", target, e);
        }
    }

    private StoreOutcome copy(Path folder, String name) throws IOException {
        Path target = folder.resolve(name);
        if (!link(target)) {
            copyBytes(folder, target);
        } else if (!mount.disk().facts(target.toString()).map(FileFacts::etag).equals(Optional.of(object.etag()))) {
            Files.delete(target);
            return StoreOutcome.CHANGED;
        }
        PutFile.force(folder);
        return StoreOutcome.DONE;
    }

    /** @return false where the file system, or the file's owner, does not let it have another name there */
    private boolean link(Path target) throws IOException {
        if (Files.isSymbolicLink(path())) {
            return false;
        }
        try {
            Files.createLink(target, path());
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            return false;
        }
    }

    private void copyBytes(Path folder, Path target) throws IOException {
        Path temporary = folder.resolve(Keys.OWN_TEMPORARY + UUID.randomUUID());
        try {
            FileFacts facts = write(temporary);
            Files.setLastModifiedTime(temporary, FileTime.from(facts.modified()));
            name(target, temporary);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private FileFacts write(Path temporary) throws IOException {
        OpenFile file = mount.open(key())
                .orElseThrow(() -> new NoSuchFileException(object.uri().toString()));
        FileFacts facts = file.facts();
        try (InputStream in = new LocalObjectStream(object, file);
                OutputStream out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW)) {
            in.transferTo(out);
        }
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return facts;
    }

    /** Gives a file this name instead of its own, never in the place of another. */
    private static void name(Path target, Path file) throws IOException {
        try {
            Files.createLink(target, file);
            Files.delete(file);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            // No file system with such names: nothing here refuses and renames in one step.
            Files.move(file, target);
        }
    }

    /** DONE when it is the file that was described, and nobody is writing it. */
    private StoreOutcome compare() throws IOException {
        Optional<OpenFile> opened = mount.open(key());
        if (opened.isEmpty()) {
            return StoreOutcome.GONE;
        }
        try (OpenFile file = opened.get()) {
            if (!file.facts().etag().equals(object.etag())) {
                return StoreOutcome.CHANGED;
            }
            if (file.writers() == OpenFile.Writers.SOME) {
                throw new ForebayException(
                        StoreError.STORE_AWAY, "'" + object.uri() + "' stays: somebody has it open for writing");
            }
            return StoreOutcome.DONE;
        }
    }

    /** Whether what is there is the copy; as long as the original stands where it was, it is looked at too. */
    private boolean copied(FileFacts there, Mount into, ObjectUri target) throws IOException {
        if (!alike(there)) {
            return false;
        }
        Optional<FileFacts> here = mount.facts(key());
        if (here.isEmpty() || !here.get().etag().equals(object.etag())) {
            return true;
        }
        Path copy = Path.of(into.path(target.key()));
        return Files.isSameFile(path(), copy) || Files.mismatch(path(), copy) == -1;
    }

    private boolean alike(FileFacts there) {
        String[] described = object.etag().split("[-.]", -1);
        return there.isFile()
                && described.length == 4
                && there.size() == Long.parseLong(described[0], 16)
                && there.modified()
                        .truncatedTo(ChronoUnit.MICROS)
                        .equals(Instant.ofEpochSecond(
                                        Long.parseLong(described[1], 16), Long.parseLong(described[2], 16))
                                .truncatedTo(ChronoUnit.MICROS));
    }

    private String key() {
        return object.uri().key();
    }

    private Path path() {
        return Path.of(mount.path(key()));
    }

    private void requireDirect(String what) {
        if (mount.facts(key()).isPresent() && !mount.direct(key())) {
            throw behindLink(object.uri(), what);
        }
    }

    /** Two buckets may be one folder, or reach it by a link. */
    private void requireAnother(Mount into, ObjectUri target) {
        Optional<String> here = mount.disk().realPath(mount.path(key()));
        if (here.isPresent() && here.equals(into.disk().realPath(into.path(target.key())))) {
            throw new ForebayException(
                    StoreError.INVALID_KEY, "Cannot move '" + object.uri() + "': '" + target + "' is the same file");
        }
    }

    static ForebayException behindLink(ObjectUri uri, String what) {
        return new ForebayException(
                        StoreError.ACCESS_DENIED,
                        "Cannot " + what + " '" + uri
                                + "': it lies behind a link, and would be gone under its other name too")
                .withHint("Do it by that name, or remove the link.");
    }

    private static ForebayException failure(String what, ObjectUri uri, Exception e) {
        String text = "Cannot " + what + " '" + uri + "': " + e.getMessage();
        if (e instanceof AccessDeniedException || text.contains("Operation not permitted")) {
            return new ForebayException(StoreError.ACCESS_DENIED, text, e);
        }
        if (text.contains("No space left") || text.contains("quota")) {
            return new ForebayException(CommonError.DISK_FULL, text, e);
        }
        if (e instanceof InvalidPathException
                || text.contains("Not a directory")
                || text.contains("File name too long")) {
            return new ForebayException(StoreError.INVALID_KEY, text, e);
        }
        return new ForebayException(StoreError.STORE_AWAY, text, e);
    }
}
