package io.forebay.format.orc.file;

/** Where something is in a file, in bytes. */
record Place(long offset, long length) {
    long end() {
        return offset + length;
    }
}
