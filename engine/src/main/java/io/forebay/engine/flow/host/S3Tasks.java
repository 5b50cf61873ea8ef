package io.forebay.engine.flow.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import io.forebay.engine.flow.value.Timestamps;
import io.forebay.engine.load.Stores;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** {@code aws-sdk:s3:…} on the configured stores: getObject, putObject, listObjectsV2, copyObject, deleteObject. */
final class S3Tasks implements TaskService {
    private static final int PAGE = 1000;
    /** It goes through the memory of this server. */
    private static final long LARGEST_COPY = 64L << 20;

    private final Stores stores;

    S3Tasks(Stores stores) {
        this.stores = stores;
    }

    @Override
    public JsonNode call(TaskCall call) throws TaskFailure {
        JsonNode request = call.parameters();
        try {
            return switch (call.action()) {
                case "getObject" -> get(request);
                case "putObject" -> put(request);
                case "listObjectsV2" -> list(request);
                case "copyObject" -> copy(request);
                case "deleteObject" -> delete(request);
                default -> throw TaskFailure.runtime("The action " + call.action() + " of S3 is not supported here.");
            };
        } catch (ForebayException e) {
            if (e.is(StoreError.OBJECT_NOT_FOUND)) {
                throw failure("S3.NoSuchKeyException", "The specified key does not exist.", 404);
            }
            if (e.is(StoreError.BUCKET_NOT_FOUND)) {
                throw failure("S3.NoSuchBucketException", "The specified bucket does not exist", 404);
            }
            throw failure("S3.S3Exception", String.valueOf(e.getMessage()), 500);
        } catch (IOException e) {
            throw failure("S3.SdkClientException", String.valueOf(e.getMessage()), 500);
        }
    }

    private static TaskFailure failure(String error, String message, int status) {
        return new TaskFailure(
                error, message + " (Service: S3, Status Code: " + status + ", Request ID: " + UUID.randomUUID() + ")");
    }

    private static String required(JsonNode request, String name) throws TaskFailure {
        String value = request.path(name).asText();
        if (value.isEmpty()) {
            throw failure("S3.S3Exception", name + " must not be empty", 400);
        }
        return value;
    }

    private static ObjectUri uri(JsonNode request) throws TaskFailure {
        return new ObjectUri("s3", required(request, "Bucket"), required(request, "Key"));
    }

    private StoredObject found(ObjectStore store, ObjectUri uri) {
        return store.find(uri)
                .orElseThrow(() -> new ForebayException(StoreError.OBJECT_NOT_FOUND, "there is no object " + uri));
    }

    private JsonNode get(JsonNode request) throws TaskFailure, IOException {
        ObjectUri uri = uri(request);
        ObjectStore store = stores.of(uri);
        StoredObject object = found(store, uri);
        if (object.size() > Limits.DATA) {
            throw TaskFailure.tooLarge("aws-sdk:s3");
        }
        try (InputStream in = store.open(object)) {
            return Json.object()
                    .put("Body", new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .put("ContentLength", object.size())
                    .put("ETag", '"' + object.etag() + '"')
                    .put("LastModified", Timestamps.text(object.lastModified()));
        }
    }

    private JsonNode put(JsonNode request) throws TaskFailure {
        ObjectUri uri = uri(request);
        JsonNode body = request.path("Body");
        String text = body.isTextual() ? body.textValue() : body.isMissingNode() ? "" : Json.text(body);
        StoredObject put = stores.of(uri).put(uri, text.getBytes(StandardCharsets.UTF_8));
        return Json.object().put("ETag", '"' + put.etag() + '"');
    }

    private JsonNode list(JsonNode request) throws TaskFailure {
        String bucket = required(request, "Bucket");
        String prefix = request.path("Prefix").asText();
        int most = Math.min(request.path("MaxKeys").asInt(PAGE), PAGE);
        String after = request.path("ContinuationToken")
                .asText(request.path("StartAfter").asText(""));
        ObjectUri uri = new ObjectUri("s3", bucket, prefix);
        List<StoredObject> objects = stores.of(uri).list(uri, after, Math.max(most, 1));
        ObjectNode answer = Json.object();
        ArrayNode contents = answer.putArray("Contents");
        for (StoredObject object : objects) {
            contents.addObject()
                    .put("Key", object.uri().key())
                    .put("Size", object.size())
                    .put("ETag", '"' + object.etag() + '"')
                    .put("LastModified", Timestamps.text(object.lastModified()))
                    .put("StorageClass", "STANDARD");
        }
        boolean more = objects.size() >= most;
        answer.put("IsTruncated", more)
                .put("KeyCount", objects.size())
                .put("MaxKeys", most)
                .put("Name", bucket)
                .put("Prefix", prefix);
        if (more) {
            answer.put(
                    "NextContinuationToken",
                    objects.get(objects.size() - 1).uri().key());
        }
        return answer;
    }

    private JsonNode copy(JsonNode request) throws TaskFailure, IOException {
        String from = URLDecoder.decode(required(request, "CopySource"), StandardCharsets.UTF_8)
                .replaceFirst("^/", "");
        int slash = from.indexOf('/');
        if (slash <= 0 || slash == from.length() - 1) {
            throw failure("S3.S3Exception", "CopySource must be bucket/key", 400);
        }
        ObjectUri source = new ObjectUri("s3", from.substring(0, slash), from.substring(slash + 1));
        ObjectUri target = uri(request);
        ObjectStore store = stores.of(source);
        StoredObject object = found(store, source);
        if (object.size() > LARGEST_COPY) {
            throw failure("S3.S3Exception", "The specified copy source is larger than " + LARGEST_COPY + " bytes", 400);
        }
        try (InputStream in = store.open(object)) {
            StoredObject copied = stores.of(target).put(target, in.readAllBytes());
            ObjectNode answer = Json.object();
            answer.putObject("CopyObjectResult")
                    .put("ETag", '"' + copied.etag() + '"')
                    .put("LastModified", Timestamps.text(copied.lastModified()));
            return answer;
        }
    }

    private JsonNode delete(JsonNode request) throws TaskFailure {
        ObjectUri uri = uri(request);
        stores.of(uri).delete(uri);
        return Json.object();
    }
}
