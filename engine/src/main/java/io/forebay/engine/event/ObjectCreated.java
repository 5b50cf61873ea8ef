package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An object that has come into a bucket, as S3 tells EventBridge of it. Who has put it there, and how, a listing does not
 * say: the reason is always PutObject, and there is no requester.
 *
 * @param key not encoded
 * @param etag without quotes
 * @param version null for none
 */
public record ObjectCreated(
        String bucket, String key, long size, String etag, @Nullable String version, Instant modified) {
    public JsonNode event() {
        ObjectNode detail = Json.object().put("version", "0");
        detail.putObject("bucket").put("name", bucket);
        ObjectNode object = detail.putObject("object");
        object.put("key", key).put("size", size).put("etag", etag);
        if (version != null) {
            object.put("version-id", version);
        }
        object.put("sequencer", sequencer());
        detail.put("reason", "PutObject");
        String identity = bucket + '\n' + key + '\n' + etag + '\n' + (version == null ? "" : version) + '\n' + modified;
        return Envelope.of("aws.s3", "Object Created", identity, modified, "arn:aws:s3:::" + bucket, detail);
    }

    /** Of one key's versions the later one has the greater text. */
    private String sequencer() {
        return String.format(
                Locale.ROOT, "%010X%08X", modified.getEpochSecond(), modified.get(ChronoField.NANO_OF_SECOND));
    }
}
