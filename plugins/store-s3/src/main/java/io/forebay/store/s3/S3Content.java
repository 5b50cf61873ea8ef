package io.forebay.store.s3;

import io.forebay.spi.store.Encryption;
import io.forebay.store.s3.encryption.EncryptedFile;
import io.forebay.store.s3.encryption.FilePart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What is sent of a file.
 *
 * @param length in bytes
 * @param metadata what the object is to have beside it
 * @param parts its bytes by places, in their order, each as often as it is asked for
 */
record S3Content(long length, Map<String, String> metadata, Parts parts) {
    /** Opens so many bytes from a place. */
    interface Parts {
        InputStream open(long from, long bytes) throws IOException;
    }

    static S3Content of(Path file, Encryption encryption) {
        try {
            long size = Files.size(file);
            if (encryption instanceof Encryption.ByClient client) {
                EncryptedFile encrypted = new EncryptedFile(file, size, client.key());
                return new S3Content(encrypted.length(), encrypted.metadata(), encrypted::open);
            }
            return new S3Content(size, Map.of(), (from, bytes) -> part(file, from, bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream part(Path file, long from, long bytes) throws IOException {
        InputStream stream = Files.newInputStream(file);
        stream.skipNBytes(from);
        return new FilePart(stream, bytes);
    }
}
