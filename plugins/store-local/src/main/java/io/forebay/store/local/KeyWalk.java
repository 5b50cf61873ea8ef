package io.forebay.store.local;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Walks a bucket's folder in the order of keys, from a key on, one page at a time. Only the folders on the way to the
 * current key are held. One thread at a time.
 */
final class KeyWalk {
    private final Mount mount;
    private final ObjectUri prefix;
    private final int window;
    private final Deque<FolderFrame> frames = new ArrayDeque<>();

    /** @param window the most keys of one folder to hold at a time, from 1 */
    KeyWalk(Mount mount, ObjectUri prefix, String after, int window) {
        this.mount = mount;
        this.window = window;
        this.prefix = prefix;
        String folder = Keys.folderOf(prefix.key());
        if (Keys.isFolder(folder)) {
            push(folder, after);
        }
    }

    /** The next objects; fewer than the limit when the walk is at its end. */
    List<StoredObject> next(int limit) {
        List<StoredObject> page = new ArrayList<>(Math.min(limit, 1000));
        while (page.size() < limit && !frames.isEmpty()) {
            FolderFrame frame = frames.element();
            if (!frame.hasNext()) {
                frames.pop();
            } else if (frame.peekFolder()) {
                String after = frame.after();
                push(frame.next(), after);
            } else {
                add(frame.next(), page);
            }
        }
        return page;
    }

    boolean done() {
        return frames.isEmpty();
    }

    /** Whether no folder on the way was changed since it was read. */
    boolean unchanged() {
        return frames.stream().allMatch(FolderFrame::unchanged);
    }

    private void push(String folder, String after) {
        FolderFrame.read(mount, new FolderFrame.Range(folder, prefix.key(), after, window), this::walked)
                .ifPresent(frames::push);
    }

    /** Whether a folder at this real path is being walked: a link to it would lead round in a circle. */
    private boolean walked(String realPath) {
        return frames.stream().anyMatch(frame -> frame.isAt(realPath));
    }

    private void add(String key, List<StoredObject> page) {
        mount.disk()
                .facts(mount.path(key))
                .filter(FileFacts::isFile)
                .ifPresent(facts -> page.add(facts.describe(prefix.withKey(key))));
    }
}
