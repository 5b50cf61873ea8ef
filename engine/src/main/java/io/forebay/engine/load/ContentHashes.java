package io.forebay.engine.load;

import io.forebay.engine.ledger.FileContent;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Reads files for the hash of their stored bytes, each version once, some at a time. Used by one thread. */
final class ContentHashes {
    private static final int BUFFER = 1 << 17;
    /** So many without one between that the store gives: it is away, not they. */
    private static final int STORE_IS_AWAY = 4;

    private final Stores stores;
    private final Map<StoredObject, FileContent> known = new HashMap<>();

    ContentHashes(Stores stores) {
        this.stores = stores;
    }

    /** The content of a file that was read. */
    FileContent of(StoredObject object) {
        FileContent content = known.get(object);
        if (content == null) {
            throw new IllegalStateException("not read: " + object.uri());
        }
        return content;
    }

    /**
     * @param unread takes the files that cannot be read, with the reason
     * @return the others, in their order
     * @throws ForebayException CANCELLED; a trouble that is not a file's
     */
    List<StoredObject> read(
            List<StoredObject> objects, BooleanSupplier stopped, Map<StoredObject, ForebayException> unread) {
        List<StoredObject> open =
                objects.stream().filter(object -> !known.containsKey(object)).toList();
        int[] awayInARow = {0};
        AtOnce.each(open, this::hash, stopped, (object, hash) -> {
            try {
                known.put(object, hash.get());
                awayInARow[0] = 0;
            } catch (ForebayException e) {
                awayInARow[0] += e.is(StoreError.STORE_AWAY) ? 1 : 0;
                if (Fault.of(e) == Fault.OF_THE_LOAD || awayInARow[0] == STORE_IS_AWAY) {
                    throw e;
                }
                unread.put(object, e);
            }
        });
        return objects.stream().filter(known::containsKey).toList();
    }

    private FileContent hash(StoredObject object) {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes = SteadyStream.open(stores.of(object.uri()), object)) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                digest.update(buffer, 0, count);
                if (Thread.currentThread().isInterrupted()) {
                    throw ForebayException.cancelled();
                }
            }
        } catch (IOException e) {
            throw new ForebayException(
                    StoreError.STORE_AWAY, "reading " + object.uri() + " broke off: " + e.getMessage(), e);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new FileContent(hash.getLong(), hash.getLong(), object.uri());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }
}
