package io.forebay.format.kit.source;

import java.util.zip.CRC32;
import java.util.zip.Inflater;

/** What reading a gzip file needs, kept for the next file. Used by one thread at a time. */
final class Inflating {
    static final int INPUT_BYTES = 1 << 16;

    final byte[] input = new byte[INPUT_BYTES];
    final Inflater inflater = new Inflater(true);
    final CRC32 checksum = new CRC32();

    /** Frees the native memory. */
    void end() {
        inflater.end();
    }
}
