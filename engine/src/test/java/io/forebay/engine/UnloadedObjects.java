package io.forebay.engine;

import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an UNLOAD has left in bucket {@code lake}. */
public record UnloadedObjects(ObjectStore store) {
    /** In order. */
    public List<String> keys(String prefix) {
        return list(prefix).stream().map(object -> object.uri().key()).toList();
    }

    public long size(String key) {
        return load(key).size();
    }

    public String text(String key) {
        return text(bytes(key));
    }

    public byte[] bytes(String key) {
        return bytes(load(key));
    }

    public Map<String, String> texts(String prefix) {
        Map<String, String> texts = new LinkedHashMap<>();
        list(prefix).forEach(object -> texts.put(object.uri().key(), text(bytes(object))));
        return texts;
    }

    private StoredObject load(String key) {
        return store.find(new ObjectUri("s3", "lake", key))
                .orElseThrow(() -> new AssertionError("no object " + key + " but " + keys("")));
    }

    private List<StoredObject> list(String prefix) {
        ObjectUri uri = new ObjectUri("s3", "lake", prefix);
        List<StoredObject> all = new ArrayList<>();
        for (List<StoredObject> page = store.list(uri, "", 1000);
                !page.isEmpty();
                page = store.list(uri, all.get(all.size() - 1).uri().key(), 1000)) {
            all.addAll(page);
        }
        return all;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private byte[] bytes(StoredObject object) {
        try (InputStream in = store.open(object)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
