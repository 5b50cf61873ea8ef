package io.forebay.engine.load;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.MasterKey;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stores by what they serve; the first that does is taken. */
public record Stores(List<ObjectStore> stores) {
    private static final int ATTEMPTS = 4;
    private static final int LIST_ATTEMPTS = 6;

    public Stores {
        stores = List.copyOf(stores);
    }

    /** The bytes of an object, decrypted when there is a key for that. */
    public InputStream open(StoredObject object, @Nullable MasterKey key) {
        ObjectStore store = of(object.uri());
        return key == null ? store.open(object) : store.open(object, key);
    }

    /** The bytes of an object, gone on with where they were when its store fails for a moment. */
    public InputStream openSteady(StoredObject object) {
        return SteadyStream.open(of(object.uri()), object);
    }

    /** An object as it is, asked for again when its store fails for a moment; empty when there is none. */
    public Optional<StoredObject> findSteady(ObjectUri uri, BooleanSupplier stopped) {
        ObjectStore store = of(uri);
        return steady(ATTEMPTS, stopped, () -> store.find(uri));
    }

    /** A page of {@link ObjectStore#list}, asked for again when the store fails for a moment. */
    public List<StoredObject> listSteady(ObjectUri prefix, String after, int most, BooleanSupplier stopped) {
        ObjectStore store = of(prefix);
        return steady(LIST_ATTEMPTS, stopped, () -> store.list(prefix, after, most));
    }

    private static <T> T steady(int attempts, BooleanSupplier stopped, Supplier<T> question) {
        Backoff backoff = new Backoff(attempts, stopped);
        while (true) {
            if (stopped.getAsBoolean()) {
                throw ForebayException.cancelled();
            }
            try {
                return question.get();
            } catch (ForebayException e) {
                if (!backoff.again(e)) {
                    throw e;
                }
            }
        }
    }

    /** Those of the objects that are there, as they are now, in their order. */
    List<StoredObject> findSteady(List<StoredObject> objects, BooleanSupplier stopped) {
        List<StoredObject> now = new ArrayList<>(objects.size());
        for (StoredObject object : objects) {
            findSteady(object.uri(), stopped).ifPresent(now::add);
        }
        return now;
    }

    public ObjectStore of(ObjectUri uri) {
        return stores.stream()
                .filter(store -> store.serves(uri.scheme(), uri.bucket()))
                .findFirst()
                .orElseThrow(() -> new ForebayException(
                                StoreError.BUCKET_NOT_FOUND, "no store serves " + uri.scheme() + "://" + uri.bucket())
                        .withHint("Mount a folder with --bucket " + uri.bucket() + "=DIR, or configure store.s3."));
    }
}
