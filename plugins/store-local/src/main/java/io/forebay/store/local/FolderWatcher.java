package io.forebay.store.local;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.Settlement;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the kernel's events into arrivals. A folder is watched first and looked into then, so that nothing falls
 * between; what cannot be known is told as lost. One thread, but for {@link #wake}.
 */
final class FolderWatcher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FolderWatcher.class);
    private static final Duration BLIND = Duration.ofSeconds(2);

    private final Mount mount;
    private final Progress progress;
    private final List<BucketWatch.Subscription> subscriptions;
    private final WatchedFolders folders = new WatchedFolders();
    private final Doubts doubts = new Doubts();
    private final Map<String, String> recent = new Recent();
    private volatile Inotify inotify = new Inotify();
    /** Some folder is not watched: listings have to find its files. */
    private boolean blind;
    /** The bucket's folder itself is not watched. */
    private boolean rootless;

    private long blindSince;

    /** ETags of the files that were told last. */
    private static final class Recent extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > 1000;
        }
    }

    FolderWatcher(Mount mount, Progress progress, List<BucketWatch.Subscription> subscriptions) {
        this.mount = mount;
        this.progress = progress;
        this.subscriptions = subscriptions;
    }

    String bucket() {
        return mount.bucket();
    }

    /** Watches all folders that may hold keys with this prefix. */
    void cover(String prefix) {
        recent.clear();
        watchTree("", folder -> Keys.mayHold(folder, prefix), key -> {});
        rootless = folders.size() == 0;
    }

    /** Waits for events and deals with them. */
    void await() {
        int timeout = doubts.millis();
        if (blind || rootless) {
            timeout = timeout < 0 ? 500 : Math.min(timeout, 500);
        }
        for (InotifyEvent event : inotify.await(timeout)) {
            if (event.is(InotifyEvent.OVERFLOW)) {
                log.warn(
                        "file events were lost, the bucket is listed: bucket={}: raise fs.inotify.max_queued_events",
                        mount.bucket());
                beginAnew();
                return;
            }
            handle(event);
        }
        doubts.due().forEach(key -> look(key, doubts.closed(key)));
        tellBlind();
    }

    /** From any thread. */
    void wake() {
        inotify.wake();
    }

    /** Forgets all folders, watches them again, and tells that events were lost. */
    void beginAnew() {
        folders.clear();
        doubts.clear();
        recent.clear();
        blind = false;
        try {
            Inotify fresh = new Inotify();
            Inotify old = inotify;
            inotify = fresh;
            old.close();
            watchTree("", this::wanted, key -> {});
        } catch (ForebayException e) {
            log.warn("bucket is watched only in part: bucket={} reason={}", mount.bucket(), e.getMessage());
            blind = true;
        }
        rootless = folders.size() == 0;
        tell(ArrivalListener::lost);
    }

    @Override
    public void close() {
        inotify.close();
    }

    private void handle(InotifyEvent event) {
        List<String> keys = folders.keys(event.watch());
        if (event.is(InotifyEvent.IGNORED | InotifyEvent.UNMOUNT | InotifyEvent.MOVE_SELF)) {
            gone(event, keys);
        } else if (!event.name().isEmpty()) {
            keys.forEach(folder -> handle(event, folder + event.name()));
        }
    }

    private void gone(InotifyEvent event, List<String> keys) {
        if (keys.contains("")) {
            log.warn("the bucket's folder was moved or removed: bucket={} folder={}", mount.bucket(), mount.root());
            beginAnew();
        } else if (!event.is(InotifyEvent.MOVE_SELF)) {
            folders.remove(event.watch());
        }
    }

    private void handle(InotifyEvent event, String key) {
        if (event.is(InotifyEvent.IS_FOLDER)) {
            folders.removeTree(key + '/').forEach(inotify::remove);
            if (event.is(InotifyEvent.MOVED_TO | InotifyEvent.CREATE)) {
                watchTree(key + '/', this::wanted, found -> look(found, false));
            }
        } else if (event.is(InotifyEvent.MOVED_FROM)) {
            doubts.settle(key);
            folders.removeTree(key + '/').forEach(inotify::remove);
        } else {
            look(key, event.is(InotifyEvent.CLOSE_WRITE | InotifyEvent.MOVED_TO));
        }
    }

    /** Tells of a file when it is whole, else looks again later. */
    private void look(String key, boolean closed) {
        if (!told(key)) {
            return;
        }
        try {
            Optional<OpenFile> opened = mount.open(key);
            if (opened.isPresent()) {
                try (OpenFile file = opened.get()) {
                    look(key, file, closed);
                }
                return;
            }
            doubts.settle(key);
            if (mount.facts(key).filter(FileFacts::isFolder).isPresent()) {
                watchTree(key + '/', this::wanted, found -> look(found, false));
            }
        } catch (ForebayException | IOException e) {
            doubts.settle(key);
            log.warn("a new file cannot be looked at: bucket={} key={} reason={}", mount.bucket(), key, e.getMessage());
            tell(ArrivalListener::lost);
        }
    }

    private void look(String key, OpenFile file, boolean closed) throws IOException {
        switch (progress.of(key, file, closed)) {
            case BEING_WRITTEN -> doubts.soon(key, closed);
            case NOT_QUIET -> doubts.later(key, closed, progress.quietPeriod());
            case WHOLE -> {
                doubts.settle(key);
                arrived(file.facts().describe(mount.uri(key)));
            }
        }
    }

    /** A file that is made and closed raises two events: the second tells nothing new. */
    private void arrived(StoredObject object) {
        String key = object.uri().key();
        if (!object.etag().equals(recent.put(key, object.etag()))) {
            subscriptions.stream()
                    .filter(subscription -> key.startsWith(subscription.prefix()))
                    .forEach(subscription -> tell(subscription, listener -> listener.arrived(object, Settlement.NONE)));
        }
    }

    /** Whether a listener's prefix covers the key, or it may be a link to a folder that holds such keys. */
    private boolean told(String key) {
        return !key.substring(key.lastIndexOf('/') + 1).startsWith(Keys.OWN_TEMPORARY)
                && subscriptions.stream()
                        .anyMatch(subscription -> key.startsWith(subscription.prefix())
                                || subscription.prefix().startsWith(key + '/'));
    }

    private boolean wanted(String folder) {
        return subscriptions.stream().anyMatch(subscription -> Keys.mayHold(folder, subscription.prefix()));
    }

    private void watchTree(String folder, Predicate<String> wanted, Consumer<String> files) {
        if (!wanted.test(folder) || !watch(folder)) {
            return;
        }
        try {
            mount.disk().list(mount.path(folder), mount::holds, entry -> {
                String key = folder + entry.name();
                switch (entry.kind()) {
                    case FOLDER -> watchTree(key + '/', wanted, files);
                    case FILE -> files.accept(key);
                    case LINK -> watchLink(key, wanted, files);
                    case OTHER -> {}
                }
            });
        } catch (ForebayException e) {
            lose(folder, e.getMessage());
        }
    }

    private void watchLink(String key, Predicate<String> wanted, Consumer<String> files) {
        if (mount.facts(key).filter(FileFacts::isFolder).isPresent()) {
            watchTree(key + '/', wanted, files);
        } else {
            files.accept(key);
        }
    }

    private boolean watch(String folder) {
        String path = mount.path(folder);
        if (mount.disk().realPath(path).filter(mount::holds).isEmpty()) {
            return false;
        }
        int watch = inotify.add(path);
        if (watch >= 0) {
            return folders.add(watch, folder);
        }
        switch (-watch) {
            case LibC.ENOENT, LibC.ENOTDIR, LibC.ELOOP -> {}
            case LibC.ENOSPC -> lose(folder, "raise fs.inotify.max_user_watches");
            case LibC.EACCES -> lose(folder, "no permission to read it");
            default -> lose(folder, "error number " + -watch);
        }
        return false;
    }

    private void lose(String folder, @Nullable String why) {
        if (!blind) {
            log.warn(
                    "a folder is not watched, its files are found by listing: bucket={} folder={} reason={}",
                    mount.bucket(),
                    folder,
                    why);
            blind = true;
            blindSince = System.nanoTime();
        }
    }

    /** While some folder is not watched, has the bucket listed again and again. */
    private void tellBlind() {
        if (rootless && mount.exists()) {
            beginAnew();
        }
        if (blind && System.nanoTime() - blindSince > BLIND.toNanos()) {
            blindSince = System.nanoTime();
            tell(ArrivalListener::lost);
        }
    }

    private void tell(Consumer<ArrivalListener> news) {
        subscriptions.forEach(subscription -> tell(subscription, news));
    }

    private void tell(BucketWatch.Subscription subscription, Consumer<ArrivalListener> news) {
        try {
            news.accept(subscription.listener());
        } catch (RuntimeException e) {
            log.warn("a listener failed: bucket={} prefix={}", mount.bucket(), subscription.prefix(), e);
        }
    }
}
