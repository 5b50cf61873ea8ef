package io.forebay.engine.unload;

import io.forebay.spi.format.RecordWriter.Written;
import io.forebay.spi.store.ObjectUri;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A file that is complete on the server's disk.
 *
 * @param uri where it goes
 * @param folder its partition's folders below the root; empty without any
 */
record UnloadedFile(ObjectUri uri, String folder, Path path, Written written, Instant started) {
    /** The same with the size that it has in the store. */
    UnloadedFile stored(long bytes) {
        return new UnloadedFile(uri, folder, path, new Written(bytes, written.rows(), written.lines()), started);
    }
}
