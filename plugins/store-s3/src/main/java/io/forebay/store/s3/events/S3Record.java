package io.forebay.store.s3.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.spi.store.ObjectUri;
import java.util.ArrayList;
import java.util.List;

/**
 * One record of S3's own notification, version 2. MinIO writes {@code s3:} before the event's name and all slashes of a
 * key as {@code %2F}; Ceph and MinIO name themselves as the source.
 */
final class S3Record {
    /** S3 counts the first part up when a field goes or changes its meaning. */
    private static final String MAJOR = "2.";

    private S3Record() {}

    /** The objects that records tell of as created, in their order. */
    static List<ObjectUri> created(JsonNode records) {
        List<ObjectUri> objects = new ArrayList<>();
        for (JsonNode each : records) {
            if (isCreated(each)) {
                objects.add(object(each.path("s3")));
            }
        }
        return objects;
    }

    private static boolean isCreated(JsonNode each) {
        if (!each.path("eventName").isTextual() || !each.path("s3").isObject()) {
            throw EventParser.poison("a record has no eventName or no s3");
        }
        if (!EventParser.text(each, "eventVersion").startsWith(MAJOR)) {
            throw EventParser.poison("a record's eventVersion is not 2.x");
        }
        String name = EventParser.text(each, "eventName");
        return (name.startsWith("s3:") ? name.substring("s3:".length()) : name).startsWith("ObjectCreated:");
    }

    private static ObjectUri object(JsonNode s3) {
        return EventObject.uri(
                EventParser.text(s3.path("bucket"), "name"),
                FormText.decode(EventParser.text(s3.path("object"), "key")));
    }
}
