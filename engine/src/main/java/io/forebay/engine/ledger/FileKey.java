package io.forebay.engine.ledger;

import io.forebay.spi.store.ObjectUri;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The ledger's column {@code file_key}: a job and the name of a file in one value, because DuckDB looks into an index
 * for a condition on one column alone. It is 128 bits of the SHA-256 of {@code bucket/key}, the first 64 of them XOR the
 * job's number: of one job no two names have a value in common unless their hashes do, and of two jobs only names whose
 * hashes differ by just the two numbers' XOR, which takes 128 bits as well. {@code migrate-3.sql} says the same in SQL.
 */
final class FileKey {
    private FileKey() {}

    static UUID of(long jobId, ObjectUri uri) {
        KeyHasher hasher = new KeyHasher(uri.bucket());
        hasher.take(uri.key().getBytes(StandardCharsets.UTF_8));
        return of(jobId, hasher.high(), hasher.low());
    }

    /** @param high the first 64 bits of the hash of bucket and key @param low the next 64 */
    static UUID of(long jobId, long high, long low) {
        return new UUID(high ^ jobId, low);
    }
}
