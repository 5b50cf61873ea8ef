package io.forebay.store.local;

import io.forebay.spi.store.ObjectUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The keys below one folder that a walk has still to visit, sorted: files by their key, folders by their key with a
 * slash. Of a very big folder only the first are held, and it is read again for the next ones.
 */
final class FolderFrame {
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private final Mount mount;
    private final String folder;
    private final String prefix;
    private final int window;
    private final Predicate<String> walked;
    private String after;
    private String realPath = "";
    private Optional<FileFacts> facts = Optional.empty();
    private List<String> keys = new ArrayList<>();
    private int next;
    private boolean cut;
    private boolean resumed;

    /**
     * What to read.
     *
     * @param folder empty or ending in a slash
     * @param after keys up to this one, and folders that only hold such, are left out
     * @param window the most keys to hold, from 1
     */
    record Range(String folder, String prefix, String after, int window) {}

    private FolderFrame(Mount mount, Range range, Predicate<String> walked) {
        this.mount = mount;
        this.folder = range.folder;
        this.prefix = range.prefix;
        this.after = range.after;
        this.window = range.window;
        this.walked = walked;
    }

    /**
     * Reads a folder; empty when it is gone or leads out of the bucket.
     *
     * @param walked whether a folder is already being walked under another name
     */
    static Optional<FolderFrame> read(Mount mount, Range range, Predicate<String> walked) {
        FolderFrame frame = new FolderFrame(mount, range, walked);
        return frame.read() ? Optional.of(frame) : Optional.empty();
    }

    boolean hasNext() {
        if (next == keys.size() && cut) {
            String last = keys.get(next - 1);
            after = last.endsWith("/") ? last + LAST_CHARACTER : last;
            resumed = true;
            read();
        }
        return next < keys.size();
    }

    boolean peekFolder() {
        return keys.get(next).endsWith("/");
    }

    String next() {
        return keys.get(next++);
    }

    /** The key that this walk began after. */
    String after() {
        return after;
    }

    boolean isAt(String path) {
        return realPath.equals(path);
    }

    boolean unchanged() {
        return mount.disk().facts(mount.path(folder)).map(FileFacts::etag).equals(facts.map(FileFacts::etag));
    }

    private boolean read() {
        keys = new ArrayList<>();
        next = 0;
        cut = false;
        facts = mount.disk().facts(mount.path(folder));
        boolean there = mount.disk().list(mount.path(folder), this::allowed, this::take);
        keys.sort(ObjectUri::compareKeys);
        trim();
        return there;
    }

    private boolean allowed(String path) {
        realPath = path;
        return mount.holds(path);
    }

    private void take(FolderEntry entry) {
        if (entry.name().startsWith(Keys.OWN_TEMPORARY)) {
            return;
        }
        String key = folder + entry.name();
        switch (entry.kind()) {
            case FILE -> takeFile(key);
            case FOLDER -> takeFolder(key + '/');
            case LINK -> takeLink(key);
            case OTHER -> {}
        }
    }

    private void takeFile(String key) {
        if (key.startsWith(prefix) && ObjectUri.compareKeys(key, after) > 0) {
            keep(key);
        }
    }

    private void takeFolder(String key) {
        boolean later = ObjectUri.compareKeys(key, after) > 0 || (after.startsWith(key) && !resumed);
        if (later && Keys.mayHold(key, prefix)) {
            keep(key);
        }
    }

    private void takeLink(String key) {
        if (!Keys.mayHold(key, prefix)) {
            return;
        }
        String path = mount.path(key);
        Optional<String> real = mount.disk().realPath(path).filter(mount::holds);
        if (real.isEmpty()) {
            return;
        }
        if (mount.disk().facts(path).filter(FileFacts::isFolder).isEmpty()) {
            takeFile(key);
        } else if (!realPath.equals(real.get()) && !walked.test(real.get())) {
            takeFolder(key + '/');
        }
    }

    private void keep(String key) {
        keys.add(key);
        if (keys.size() >= 2 * window) {
            keys.sort(ObjectUri::compareKeys);
            trim();
        }
    }

    private void trim() {
        if (keys.size() > window) {
            keys.subList(window, keys.size()).clear();
            cut = true;
        }
    }
}
