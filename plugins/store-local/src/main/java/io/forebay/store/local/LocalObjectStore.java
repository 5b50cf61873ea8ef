package io.forebay.store.local;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.Encryption;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoreOutcome;
import io.forebay.spi.store.StoreWatch;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Folders as buckets. See the package for what holds. */
final class LocalObjectStore implements ObjectStore {
    static final String SCHEME = "s3";
    private static final int WINDOW = 100_000;
    static final boolean LINUX = System.getProperty("os.name").equals("Linux");

    private final Map<String, Mount> mounts = new TreeMap<>();
    private final Map<String, BucketWatch> watches = new TreeMap<>();
    private final WalkCache walks = new WalkCache();
    private final Progress progress;

    /** @param folders bucket name to absolute path */
    LocalObjectStore(Map<String, Path> folders, Disk disk, Progress progress) {
        this.progress = progress;
        folders.forEach((bucket, folder) -> {
            Mount mount = new Mount(bucket, folder.toString(), disk);
            mounts.put(bucket, mount);
            if (disk instanceof LinuxDisk) {
                watches.put(bucket, new BucketWatch(mount, progress));
            }
        });
    }

    @Override
    public boolean serves(String scheme, String bucket) {
        return scheme.equals(SCHEME) && mounts.containsKey(bucket);
    }

    @Override
    public List<StoredObject> list(ObjectUri prefix, String after, int limit) {
        Mount mount = mount(prefix);
        KeyWalk walk = after.isEmpty() ? null : walks.take(prefix, after);
        if (walk == null) {
            mount.require();
            walk = new KeyWalk(mount, prefix, after, WINDOW);
        }
        List<StoredObject> page = walk.next(limit);
        if (!walk.done() && !page.isEmpty()) {
            walks.leave(prefix, page.get(page.size() - 1).uri().key(), walk);
        }
        return page;
    }

    @Override
    public Optional<StoredObject> find(ObjectUri uri) {
        Mount mount = mount(uri);
        if (uri.key().isEmpty() || uri.key().endsWith("/")) {
            return Optional.empty();
        }
        Keys.check(uri);
        return mount.facts(uri.key()).filter(FileFacts::isFile).map(facts -> facts.describe(uri));
    }

    @Override
    public InputStream open(StoredObject object) {
        ObjectUri uri = object.uri();
        Mount mount = mount(uri);
        Keys.check(uri);
        OpenFile file = mount.open(uri.key())
                .orElseThrow(() -> new ForebayException(StoreError.OBJECT_NOT_FOUND, "'" + uri + "' is gone"));
        try {
            return new LocalObjectStream(object, file);
        } catch (IOException e) {
            file.close();
            throw new ForebayException(StoreError.STORE_AWAY, "Cannot open '" + uri + "': " + e.getMessage(), e);
        } catch (ForebayException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public StoredObject put(ObjectUri uri, byte[] bytes) {
        Mount mount = mount(uri);
        Keys.check(uri);
        mount.require();
        return new PutFile(mount, uri).write(bytes);
    }

    @Override
    public StoredObject put(ObjectUri uri, Path file, Encryption encryption) {
        Mount mount = mount(uri);
        Keys.check(uri);
        if (!encryption.equals(Encryption.AS_BUCKET)) {
            throw new ForebayException(
                            CommonError.NOT_SUPPORTED,
                            "Bucket '" + uri.bucket() + "' is a folder, and Forebay does not encrypt files in folders")
                    .withHint("Leave ENCRYPTED and its key out, or write to a bucket in S3.");
        }
        mount.require();
        return new PutFile(mount, uri).copy(file);
    }

    @Override
    public void delete(ObjectUri uri) {
        Mount mount = mount(uri);
        Keys.check(uri);
        if (mount.facts(uri.key()).filter(FileFacts::isFile).isEmpty()) {
            return;
        }
        if (!mount.direct(uri.key())) {
            throw DescribedFile.behindLink(uri, "delete");
        }
        try {
            Files.deleteIfExists(Path.of(mount.path(uri.key())));
        } catch (IOException | InvalidPathException e) {
            throw new ForebayException(StoreError.ACCESS_DENIED, "Cannot delete '" + uri + "': " + e.getMessage(), e);
        }
    }

    @Override
    public StoreOutcome deleteIfMatch(StoredObject object) {
        Mount mount = mount(object.uri());
        Keys.check(object.uri());
        mount.require();
        return new DescribedFile(mount, object).delete();
    }

    /** The copy is known again by its size and time; there is no place for the mark. */
    @Override
    public StoreOutcome copyIfAbsent(StoredObject object, ObjectUri target, String mark) {
        Mount mount = mount(object.uri());
        Mount into = mount(target);
        Keys.check(object.uri());
        Keys.check(target);
        mount.require();
        into.require();
        return new DescribedFile(mount, object).copy(into, target);
    }

    @Override
    public String place(ObjectUri uri) {
        return mount(uri).place(uri.key());
    }

    /** On Linux; elsewhere empty: list, and ask {@link #unfinished}. */
    @Override
    public Optional<StoreWatch> watch(ObjectUri prefix, ArrivalListener listener) {
        mount(prefix);
        BucketWatch watch = watches.get(prefix.bucket());
        return watch == null ? Optional.empty() : watch.subscribe(prefix.key(), listener);
    }

    @Override
    public boolean unfinished(StoredObject object) {
        ObjectUri uri = object.uri();
        Mount mount = mount(uri);
        Keys.check(uri);
        Optional<OpenFile> opened = mount.open(uri.key());
        if (opened.isEmpty()) {
            return false;
        }
        try (OpenFile file = opened.get()) {
            return progress.of(uri.key(), file, false) != Progress.Verdict.WHOLE;
        } catch (IOException e) {
            throw new ForebayException(StoreError.STORE_AWAY, "Cannot look at '" + uri + "': " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        watches.values().forEach(BucketWatch::close);
    }

    private Mount mount(ObjectUri uri) {
        if (Thread.currentThread().isInterrupted()) {
            throw new ForebayException(CommonError.CANCELLED, "Interrupted before '" + uri + "' was looked at");
        }
        Mount mount = mounts.get(uri.bucket());
        if (mount == null || !uri.scheme().equals(SCHEME)) {
            throw new ForebayException(
                            StoreError.BUCKET_NOT_FOUND, "No folder is mounted as bucket '" + uri.bucket() + "'")
                    .withHint("Start Forebay with --bucket " + uri.bucket() + "=FOLDER.");
        }
        return mount;
    }
}
