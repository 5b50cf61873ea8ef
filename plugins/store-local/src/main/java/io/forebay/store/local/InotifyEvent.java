package io.forebay.store.local;

/**
 * One thing that the kernel tells. SOURCE: inotify(7).
 *
 * @param watch the number of the watch on the folder; -1 for an overflow
 * @param name the file in the folder; empty when the folder itself is meant or the name is no UTF-8
 */
record InotifyEvent(int watch, int mask, String name) {
    static final int MOVED_FROM = 0x40;
    static final int MOVED_TO = 0x80;
    static final int CREATE = 0x100;
    static final int CLOSE_WRITE = 0x8;
    static final int MOVE_SELF = 0x800;
    static final int UNMOUNT = 0x2000;
    static final int OVERFLOW = 0x4000;
    static final int IGNORED = 0x8000;
    static final int IS_FOLDER = 0x40000000;

    boolean is(int bits) {
        return (mask & bits) != 0;
    }

    /** What is asked for of a folder: only if it is one, and nothing of files that have no name any more. */
    static int wanted() {
        return MOVED_FROM | MOVED_TO | CREATE | CLOSE_WRITE | MOVE_SELF | 0x01000000 | 0x04000000;
    }
}
