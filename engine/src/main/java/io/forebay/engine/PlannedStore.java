package io.forebay.engine;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.Encryption;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreOutcome;
import io.forebay.spi.store.StoreWatch;
import io.forebay.spi.store.StoredObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A store that tells what would be put into it and taken out of it, and holds what it is told to hold. */
final class PlannedStore implements ObjectStore {
    private final Consumer<String> remark;
    private final Map<ObjectUri, StoredObject> held = new HashMap<>();

    PlannedStore(Consumer<String> remark) {
        this.remark = remark;
    }

    void holds(List<StoredObject> objects) {
        objects.forEach(object -> held.put(object.uri(), object));
    }

    @Override
    public boolean serves(String scheme, String bucket) {
        return true;
    }

    @Override
    public List<StoredObject> list(ObjectUri prefix, String after, int limit) {
        return List.of();
    }

    @Override
    public Optional<StoredObject> find(ObjectUri uri) {
        return Optional.ofNullable(held.get(uri));
    }

    @Override
    public StoredObject put(ObjectUri uri, byte[] bytes) {
        remark.accept("PUT " + uri);
        remark.accept(new String(bytes, StandardCharsets.UTF_8));
        return new StoredObject(uri, bytes.length, "", Instant.EPOCH);
    }

    @Override
    public void delete(ObjectUri uri) {
        remark.accept("DELETE " + uri);
    }

    @Override
    public InputStream open(StoredObject object) {
        throw unplanned("the content of " + object.uri());
    }

    @Override
    public StoredObject put(ObjectUri uri, Path file, Encryption encryption) {
        throw unplanned("what is written to " + uri);
    }

    @Override
    public StoreOutcome deleteIfMatch(StoredObject object) {
        throw unplanned("what becomes of " + object.uri());
    }

    @Override
    public StoreOutcome copyIfAbsent(StoredObject object, ObjectUri target, String mark) {
        throw unplanned("what becomes of " + object.uri());
    }

    @Override
    public Optional<StoreWatch> watch(ObjectUri prefix, ArrivalListener listener) {
        return Optional.empty();
    }

    private static ForebayException unplanned(String what) {
        return new ForebayException(
                CommonError.NOT_SUPPORTED,
                "a plan does not ask for " + what + "; leave ON DUPLICATE CONTENT out of it");
    }

    @Override
    public void close() {}
}
