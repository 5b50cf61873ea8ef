package io.forebay.store.local;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import java.util.Optional;

/** One bucket and its folder. Thread-safe. */
final class Mount {
    private final String bucket;
    private final String root;
    private final Disk disk;
    private volatile String realRoot;

    /** @param root absolute, without a slash at its end */
    Mount(String bucket, String root, Disk disk) {
        this.bucket = bucket;
        this.root = root;
        this.disk = disk;
        this.realRoot = disk.realPath(root).orElse(root);
    }

    String bucket() {
        return bucket;
    }

    String root() {
        return root;
    }

    Disk disk() {
        return disk;
    }

    /** The path of a key, or of a folder's key without its slash. */
    String path(String key) {
        if (key.isEmpty()) {
            return root;
        }
        return root + '/' + (key.endsWith("/") ? key.substring(0, key.length() - 1) : key);
    }

    /** Where a key, or the beginning of one, really is: the folders of it that exist are followed to the end of all links. */
    String place(String key) {
        for (String folder = Keys.folderOf(key); ; folder = parent(folder)) {
            Optional<String> real = disk.realPath(path(folder));
            if (real.isPresent() || folder.isEmpty()) {
                String found = real.orElse(root);
                return (found.equals("/") ? "" : found) + '/' + key.substring(folder.length());
            }
        }
    }

    private static String parent(String folder) {
        return Keys.folderOf(folder.substring(0, folder.length() - 1));
    }

    boolean exists() {
        return disk.facts(root).filter(FileFacts::isFolder).isPresent();
    }

    /** @throws ForebayException BUCKET_NOT_FOUND */
    void require() {
        if (!exists()) {
            throw new ForebayException(
                    StoreError.BUCKET_NOT_FOUND, "The folder of bucket '" + bucket + "' is gone: " + root);
        }
    }

    /** Whether a path without links lies in this bucket's folder. */
    boolean holds(String realPath) {
        if (within(realPath, realRoot)) {
            return true;
        }
        realRoot = disk.realPath(root).orElse(root);
        return within(realPath, realRoot);
    }

    /** Facts of what a key names, when it does not lead out of the bucket. */
    Optional<FileFacts> facts(String key) {
        String path = path(key);
        if (disk.realPath(path).filter(this::holds).isEmpty()) {
            return Optional.empty();
        }
        return disk.facts(path);
    }

    /** Whether no folder on the way to a key is a link; the last name may be one. */
    boolean direct(String key) {
        String folder = path(Keys.folderOf(key));
        String wanted = realRoot + folder.substring(root.length());
        return disk.realPath(folder).filter(wanted::equals).isPresent();
    }

    /** Opens the file of a key, when it does not lead out of the bucket. */
    Optional<OpenFile> open(String key) {
        Optional<OpenFile> file = disk.open(path(key));
        if (file.isPresent() && !holds(file.get().realPath())) {
            file.get().close();
            return Optional.empty();
        }
        return file;
    }

    ObjectUri uri(String key) {
        return new ObjectUri(LocalObjectStore.SCHEME, bucket, key);
    }

    private static boolean within(String path, String root) {
        return path.equals(root)
                || root.equals("/")
                || (path.length() > root.length() && path.startsWith(root) && path.charAt(root.length()) == '/');
    }
}
