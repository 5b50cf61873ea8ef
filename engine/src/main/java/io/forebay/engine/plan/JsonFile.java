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
import java.util.regex.Pattern;

/**
 * A file of exactly one JSON object that tells COPY what to do; never compressed.
 *
 * @param what its kind, for messages, such as {@code manifest}
 * @param expected what a valid one looks like
 */
record JsonFile(Stores stores, String what, String expected) {
    private static final int MAX_BYTES = 64 << 20;

    /** What the JSON reader says about itself in front of a line's number. */
    private static final Pattern SOURCE = Pattern.compile("Source: [^;\\]]*; ");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** @throws ForebayException INVALID_PARAMETER when it is no such file; what the store throws */
    JsonNode read(StoredObject object) {
        if (object.size() > MAX_BYTES) {
            throw invalid(object.uri(), "it is larger than " + MAX_BYTES + " bytes");
        }
        try (InputStream in = stores.of(object.uri()).open(object)) {
            JsonNode node = JSON.readTree(in.readAllBytes());
            if (node == null || !node.isObject()) {
                throw invalid(object.uri(), "it is no JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw invalid(
                    object.uri(),
                    SOURCE.matcher(e.getOriginalMessage()).replaceAll("")
                            + (place == null
                                    ? ""
                                    : " at line " + place.getLineNr() + ", column " + place.getColumnNr()));
        } catch (IOException e) {
            throw new ForebayException(
                    StoreError.STORE_AWAY, what + " " + object.uri() + " could not be read: " + e.getMessage(), e);
        }
    }

    ForebayException invalid(ObjectUri uri, String why) {
        return new ForebayException(CommonError.INVALID_PARAMETER, what + " " + uri + " is not valid: " + why)
                .withHint("Expected " + expected + ".");
    }
}
