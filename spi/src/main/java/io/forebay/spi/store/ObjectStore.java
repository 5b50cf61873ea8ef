package io.forebay.spi.store;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Objects under the buckets that one store serves. Thread-safe. Every method throws {@code ForebayException} with a
 * {@link StoreError} (or {@code CANCELLED} when the thread was interrupted).
 */
public interface ObjectStore extends AutoCloseable {
    /** Whether this store is the one to ask for the bucket. */
    boolean serves(String scheme, String bucket);

    /**
     * One page of the objects whose key starts with the prefix's key, in the order of their keys' UTF-8 bytes.
     *
     * @param after list only keys greater than this one; empty for the first page
     * @param limit the most objects to return, from 1; a store may return fewer while more are left, but an empty list
     *     says that none are left
     * @throws io.forebay.spi.ForebayException BUCKET_NOT_FOUND; a prefix that no key has is an empty list
     */
    List<StoredObject> list(ObjectUri prefix, String after, int limit);

    /** The object under exactly this name, or empty when there is none. */
    Optional<StoredObject> find(ObjectUri uri);

    /**
     * The bytes of exactly this object, from its first. A reader that reaches the end has got {@code size} bytes of the
     * object as described: when the object was replaced, changed or cut meanwhile, {@code open}, {@code read} or the
     * read at the end throws OBJECT_CHANGED (OBJECT_NOT_FOUND when it is gone). Reads may fail with {@code
     * ForebayException} or {@code IOException}; {@code close} from another thread ends a read that hangs.
     */
    InputStream open(StoredObject object);

    /**
     * As the other {@code open}, of an object that was put with {@link Encryption.ByClient}: its bytes decrypted. Only
     * the end of a stream tells that the whole of it could be decrypted; what was changed in the store by somebody
     * without the key may come out as other bytes.
     *
     * @throws io.forebay.spi.ForebayException NOT_DECRYPTED, also by {@code read}; NOT_SUPPORTED when the store has no
     *     such objects
     */
    default InputStream open(StoredObject object, MasterKey key) {
        throw new ForebayException(
                        CommonError.NOT_SUPPORTED,
                        "Bucket '" + object.uri().bucket() + "' holds no files that a client has encrypted")
                .withHint("Leave ENCRYPTED and the key out, or read from a bucket in S3.");
    }

    /** Writes an object whole: nobody sees it half. Replaces one of the same name. */
    StoredObject put(ObjectUri uri, byte[] bytes);

    /**
     * As the other {@code put}, with the bytes of a file, which is not changed and must not change meanwhile. What was
     * sent of an object that failed or was interrupted is taken back, as far as the store lets it.
     *
     * @throws io.forebay.spi.ForebayException NOT_SUPPORTED when the store cannot encrypt as is asked; nothing was written
     */
    StoredObject put(ObjectUri uri, Path file, Encryption encryption);

    /** Removes an object; not an error when there is none. */
    void delete(ObjectUri uri);

    /**
     * Removes an object, unless it is another than was described. Asked again after an outcome that nobody knows, it
     * answers GONE when the first request did it.
     *
     * <p>A store that cannot compare and remove in one step compares just before. A bucket with versions keeps this one.
     *
     * @return DONE, CHANGED or GONE
     */
    StoreOutcome deleteIfMatch(StoredObject object);

    /**
     * Copies an object with all that belongs to it, unless it is another than was described, and never over another
     * object: nobody sees the copy half. Asked again with the same mark, it answers DONE when the copy is there already,
     * whatever has become of the object.
     *
     * @param target in a bucket of this store
     * @param mark tells this copy from every other object, also from other copies of the same one: ASCII letters, digits
     *     and dashes
     */
    StoreOutcome copyIfAbsent(StoredObject object, ObjectUri target, String mark);

    /**
     * Where an object of this name, or objects whose names begin so, really are: two names with the same place are one
     * object, and one lies under another when its place begins with the other's.
     */
    default String place(ObjectUri uri) {
        return uri.toString();
    }

    /**
     * Tells of objects as they become complete, or empty when the store cannot tell. What is told is a hint and may
     * repeat; what was missed is found by listing.
     */
    Optional<StoreWatch> watch(ObjectUri prefix, ArrivalListener listener);

    /**
     * When the object arrived, as far as the store knows it; empty where its last-modified time may be older than that (a
     * file that was moved in). For numbers only: whether an object is new is never decided by it.
     */
    default Optional<Instant> arrived(StoredObject object) {
        return Optional.empty();
    }

    /**
     * Whether a listed object may still be growing, so that it should be looked at again later. Stores whose objects
     * appear whole answer false.
     */
    default boolean unfinished(StoredObject object) {
        return false;
    }

    @Override
    void close();
}
