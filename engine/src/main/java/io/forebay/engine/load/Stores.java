package io.forebay.engine.load;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.MasterKey;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stores by what they serve; the first that does is taken. */
public record Stores(List<ObjectStore> stores) {
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

    public ObjectStore of(ObjectUri uri) {
        return stores.stream()
                .filter(store -> store.serves(uri.scheme(), uri.bucket()))
                .findFirst()
                .orElseThrow(() -> new ForebayException(
                                StoreError.BUCKET_NOT_FOUND, "no store serves " + uri.scheme() + "://" + uri.bucket())
                        .withHint("Mount a folder with --bucket " + uri.bucket() + "=DIR, or configure store.s3."));
    }
}
