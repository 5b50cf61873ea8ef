package io.forebay.format.kit.source;

import io.forebay.format.kit.deflate.BitInput;
import io.forebay.format.kit.deflate.DeflateReader;
import java.util.zip.CRC32;

/** What reading a gzip file needs, about 300 KB, kept for the next file. Used by one thread at a time. */
final class Inflating {
    final BitInput input = new BitInput();
    final DeflateReader content = new DeflateReader(input);
    final CRC32 checksum = new CRC32();
}
