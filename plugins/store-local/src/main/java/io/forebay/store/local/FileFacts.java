package io.forebay.store.local;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.time.Duration;
import java.time.Instant;

/**
 * What the file system says of one file.
 *
 * @param size in bytes
 * @param modified when the bytes changed last, to the nanosecond where the file system has it
 * @param changed when the file's description changed last (a rename or {@code touch} too): no tool can set it
 * @param inode the number that stays when the file is renamed; 0 where there is none
 */
record FileFacts(Kind kind, long size, Instant modified, Instant changed, long inode) {
    enum Kind {
        FILE,
        FOLDER,
        LINK,
        OTHER
    }

    boolean isFile() {
        return kind == Kind.FILE;
    }

    boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    /** Size, modification time and inode, in hexadecimal. */
    String etag() {
        return Long.toHexString(size)
                + '-'
                + Long.toHexString(modified.getEpochSecond())
                + '.'
                + Integer.toHexString(modified.getNano())
                + '-'
                + Long.toHexString(inode);
    }

    StoredObject describe(ObjectUri uri) {
        return new StoredObject(uri, size, etag(), modified);
    }

    /** Whether nothing happened to the file for this long. A time in the future counts by its distance too. */
    boolean quietFor(Duration period, Instant now) {
        return Duration.between(changed, now).abs().compareTo(period) >= 0;
    }
}
