package io.forebay.engine.load;

import io.forebay.engine.ledger.FileContent;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Reads files for the hash of their stored bytes, each version once, some at a time. Used by one thread. */
final class ContentHashes {
    private static final int BUFFER = 1 << 17;
    /** A store answers many readers better than one that waits for each answer. */
    private static final int AT_ONCE = 8;
    /** So many without one between that the store gives: it is away, not they. */
    private static final int STORE_IS_AWAY = 4;

    private static final long LOOK_MILLIS = 100;
    private static final long END_SECONDS = 30;

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
        if (!open.isEmpty()) {
            ExecutorService readers = Executors.newFixedThreadPool(Math.min(AT_ONCE, open.size()), work -> {
                Thread thread = new Thread(work, "content-hash");
                thread.setDaemon(true);
                return thread;
            });
            try {
                List<Future<FileContent>> hashes = new ArrayList<>(open.size());
                open.forEach(object -> hashes.add(readers.submit(() -> hash(object))));
                take(open, hashes, stopped, unread);
            } finally {
                end(readers);
            }
        }
        return objects.stream().filter(known::containsKey).toList();
    }

    private void take(
            List<StoredObject> objects,
            List<Future<FileContent>> hashes,
            BooleanSupplier stopped,
            Map<StoredObject, ForebayException> unread) {
        int awayInARow = 0;
        for (int place = 0; place < objects.size(); place++) {
            StoredObject object = objects.get(place);
            try {
                known.put(object, take(hashes.get(place), stopped));
                awayInARow = 0;
            } catch (ForebayException e) {
                awayInARow = e.is(StoreError.STORE_AWAY) ? awayInARow + 1 : awayInARow;
                if (Fault.of(e) == Fault.OF_THE_LOAD || awayInARow == STORE_IS_AWAY) {
                    throw e;
                }
                unread.put(object, e);
            }
        }
    }

    private static FileContent take(Future<FileContent> hash, BooleanSupplier stopped) {
        while (true) {
            if (stopped.getAsBoolean()) {
                throw ForebayException.cancelled();
            }
            try {
                return hash.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw ForebayException.cancelled();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof ForebayException reason) {
                    throw reason;
                }
                throw new ForebayException(CommonError.INTERNAL, "a file could not be hashed", e);
            }
        }
    }

    /** Readers that still run are told to stop; one that does not stop soon holds nothing that a load needs. */
    private static void end(ExecutorService readers) {
        readers.shutdownNow();
        try {
            readers.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
