package io.forebay.engine.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.engine.load.Stores;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A manifest object: {@code {"entries":[{"url":"s3://b/k","mandatory":true}, …]}}. SOURCE: Amazon Redshift Database
 * Developer Guide, "Using a manifest to specify data files".
 */
final class Manifest {
    /** What the JSON reader says about itself in front of a line's number. */
    private static final Pattern SOURCE = Pattern.compile("Source: [^;\\]]*; ");

    private static final int MAX_BYTES = 64 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Stores stores;

    Manifest(Stores stores) {
        this.stores = stores;
    }

    /** The objects that are named and there, in the manifest's order; one named twice is there twice. */
    List<StoredObject> read(ObjectUri uri) {
        StoredObject manifest = stores.of(uri).find(uri).orElseThrow(() -> new ForebayException(
                        StoreError.OBJECT_NOT_FOUND,
                        "COPY with MANIFEST parameter requires full path of an Amazon S3 object; there is no " + uri)
                .withHint("Name the manifest object itself, not a prefix."));
        JsonNode entries = parse(manifest).get("entries");
        if (entries == null || !entries.isArray()) {
            throw invalid(uri, "it has no array \"entries\"");
        }
        List<StoredObject> objects = new ArrayList<>();
        for (JsonNode entry : entries) {
            entry(uri, entry).ifPresent(objects::add);
        }
        if (objects.isEmpty()) {
            throw new ForebayException(
                    StoreError.OBJECT_NOT_FOUND, "none of the files that manifest " + uri + " names exists");
        }
        return objects;
    }

    private Optional<StoredObject> entry(ObjectUri manifest, JsonNode entry) {
        JsonNode url = entry.get("url");
        if (url == null || !url.isTextual()) {
            throw invalid(manifest, "an entry has no \"url\" text: " + entry);
        }
        JsonNode mandatory = entry.get("mandatory");
        if (mandatory != null && !mandatory.isBoolean()) {
            throw invalid(manifest, "\"mandatory\" is neither true nor false: " + entry);
        }
        ObjectUri uri = ObjectUri.parse(url.textValue());
        Optional<StoredObject> object = stores.of(uri).find(uri);
        if (object.isEmpty() && mandatory != null && mandatory.booleanValue()) {
            throw new ForebayException(
                    StoreError.OBJECT_NOT_FOUND,
                    "file " + uri + " is mandatory in manifest " + manifest + " and does not exist");
        }
        return object;
    }

    private JsonNode parse(StoredObject manifest) {
        if (manifest.size() > MAX_BYTES) {
            throw invalid(manifest.uri(), "it is larger than " + MAX_BYTES + " bytes");
        }
        try (InputStream in = stores.of(manifest.uri()).open(manifest)) {
            JsonNode node = JSON.readTree(in.readAllBytes());
            if (node == null || !node.isObject()) {
                throw invalid(manifest.uri(), "it is no JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw invalid(
                    manifest.uri(),
                    SOURCE.matcher(e.getOriginalMessage()).replaceAll("")
                            + (place == null
                                    ? ""
                                    : " at line " + place.getLineNr() + ", column " + place.getColumnNr()));
        } catch (IOException e) {
            throw new ForebayException(
                    StoreError.STORE_AWAY, "manifest " + manifest.uri() + " could not be read: " + e.getMessage(), e);
        }
    }

    private static ForebayException invalid(ObjectUri uri, String why) {
        return new ForebayException(CommonError.INVALID_PARAMETER, "manifest " + uri + " is not valid: " + why)
                .withHint("Expected {\"entries\":[{\"url\":\"s3://bucket/key\",\"mandatory\":true}]}.");
    }
}
