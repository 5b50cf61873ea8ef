package io.forebay.store.local;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A file system. Paths are absolute. Thread-safe. */
interface Disk {
    /** Facts of the file at the end of all links; empty when there is none. */
    Optional<FileFacts> facts(String path);

    /** The path without links; empty when there is nothing. */
    Optional<String> realPath(String path);

    /**
     * Gives every entry whose name is valid UTF-8, in no order, without {@code .} and {@code ..}.
     *
     * @param allowed whether a folder with this real path may be read; asked of the folder that is open
     * @return false when there is no such folder, or it is not allowed
     */
    boolean list(String folder, Predicate<String> allowed, Consumer<FolderEntry> entries);

    /** Opens a regular file; empty when there is none. Never blocks on a pipe or device. */
    Optional<OpenFile> open(String path);
}
