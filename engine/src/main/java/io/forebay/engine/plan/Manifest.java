package io.forebay.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.load.Stores;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A manifest object: {@code {"entries":[{"url":"s3://b/k","mandatory":true}, …]}}. SOURCE: Amazon Redshift Database
 * Developer Guide, "Using a manifest to specify data files".
 */
final class Manifest {
    private final Stores stores;
    private final JsonFile file;

    Manifest(Stores stores) {
        this.stores = stores;
        this.file =
                new JsonFile(stores, "manifest", "{\"entries\":[{\"url\":\"s3://bucket/key\",\"mandatory\":true}]}");
    }

    /**
     * The objects that are named and there, in the manifest's order; one named twice is there twice.
     *
     * @param sized whether each entry must tell its file's size, as those of Parquet and ORC must
     */
    List<StoredObject> read(ObjectUri uri, boolean sized) {
        StoredObject manifest = stores.of(uri).find(uri).orElseThrow(() -> new ForebayException(
                        StoreError.OBJECT_NOT_FOUND,
                        "COPY with MANIFEST parameter requires full path of an Amazon S3 object; there is no " + uri)
                .withHint("Name the manifest object itself, not a prefix."));
        JsonNode entries = file.read(manifest).get("entries");
        if (entries == null || !entries.isArray()) {
            throw file.invalid(uri, "it has no array \"entries\"");
        }
        List<StoredObject> objects = new ArrayList<>();
        for (JsonNode entry : entries) {
            entry(uri, entry, sized).ifPresent(objects::add);
        }
        if (objects.isEmpty()) {
            throw new ForebayException(
                    StoreError.OBJECT_NOT_FOUND, "none of the files that manifest " + uri + " names exists");
        }
        return objects;
    }

    private Optional<StoredObject> entry(ObjectUri manifest, JsonNode entry, boolean sized) {
        JsonNode url = entry.get("url");
        if (url == null || !url.isTextual()) {
            throw file.invalid(manifest, "an entry has no \"url\" text: " + entry);
        }
        JsonNode mandatory = entry.get("mandatory");
        if (mandatory != null && !mandatory.isBoolean()) {
            throw file.invalid(manifest, "\"mandatory\" is neither true nor false: " + entry);
        }
        ObjectUri uri = ObjectUri.parse(url.textValue());
        Optional<StoredObject> object = stores.of(uri).find(uri);
        if (object.isEmpty() && mandatory != null && mandatory.booleanValue()) {
            throw new ForebayException(
                    StoreError.OBJECT_NOT_FOUND,
                    "file " + uri + " is mandatory in manifest " + manifest + " and does not exist");
        }
        if (sized) {
            object.ifPresent(found -> checkSize(manifest, entry, found));
        }
        return object;
    }

    private void checkSize(ObjectUri manifest, JsonNode entry, StoredObject object) {
        JsonNode size = entry.path("meta").path("content_length");
        if (!size.isIntegralNumber()) {
            throw file.invalid(
                    manifest, "for Parquet and ORC each entry needs \"meta\":{\"content_length\": bytes}: " + entry);
        }
        if (size.longValue() != object.size()) {
            throw file.invalid(
                    manifest,
                    "content_length of " + object.uri() + " is " + size + ", but the file has " + object.size()
                            + " bytes");
        }
    }
}
