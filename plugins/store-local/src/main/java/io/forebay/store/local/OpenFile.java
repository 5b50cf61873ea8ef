package io.forebay.store.local;

import java.io.IOException;

/** A file that is open for reading: it stays the same file when its name is given to another. */
interface OpenFile extends AutoCloseable {
    /** Whether somebody has the file open for writing. */
    enum Writers {
        NONE,
        SOME,
        /** This file system does not tell. */
        UNKNOWN
    }

    /** Facts of the open file itself, as they are now. */
    FileFacts facts() throws IOException;

    /** Where the open file is, without links. */
    String realPath();

    /** Reads at most this many bytes from where the last read ended; -1 at the end. */
    int read(byte[] target, int offset, int length) throws IOException;

    /** Reads at most this many bytes at a place, without moving on; -1 at the end. By any thread. */
    int readAt(long position, byte[] target, int offset, int length) throws IOException;

    Writers writers();

    /** From any thread; a read that is under way ends. */
    @Override
    void close();
}
