package io.forebay.store.s3.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the bodies of messages: S3's own notifications, what SNS wraps around them, and EventBridge's events, which it
 * tells apart by their fields. Thread-safe.
 *
 * <p>Sizes, ETags, versions and sequencers are not read. A sequencer orders the events of one key; here that order does
 * not matter, since the object is looked at as it is now and the ledger decides by the key whether it is new.
 *
 * <p>SOURCE: the Amazon S3 User Guide, "Event message structure", "EventBridge event message structure"; the Amazon SNS
 * Developer Guide, "HTTP/HTTPS notification JSON format".
 */
public final class EventParser {
    /** What SQS lets a message have. */
    static final int MOST_BYTES = 1 << 20;

    private static final int MOST_WRAPPERS = 3;
    private static final int MOST_TOPIC = 300;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MOST_BYTES)
                            .maxStringLength(MOST_BYTES)
                            .maxNestingDepth(64)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /** Never throws: what cannot be read is poison. */
    public EventBody parse(String body) {
        try {
            return parse(body, 0);
        } catch (ForebayException e) {
            return new EventBody.Poison(String.valueOf(e.getMessage()));
        }
    }

    private EventBody parse(String body, int wrappers) {
        JsonNode root = read(body);
        if (!root.isObject()) {
            throw poison("its JSON is no object");
        }
        String type = text(root, "Type");
        if (type.equals("Notification") && root.path("Message").isTextual()) {
            if (wrappers == MOST_WRAPPERS) {
                throw poison("more than " + MOST_WRAPPERS + " notifications of SNS are wrapped around each other");
            }
            return parse(root.path("Message").textValue(), wrappers + 1);
        }
        if (type.equals("SubscriptionConfirmation") || type.equals("UnsubscribeConfirmation")) {
            return new EventBody.Subscription(topic(root), type.startsWith("Un"));
        }
        if (text(root, "Event").equals("s3:TestEvent")) {
            return new EventBody.Created(List.of());
        }
        if (root.path("Records").isArray()) {
            return new EventBody.Created(S3Record.created(root.path("Records")));
        }
        if (root.path("detail-type").isTextual() && text(root, "source").equals("aws.s3")) {
            return new EventBody.Created(EventBridgeEvent.created(root));
        }
        throw poison("it is neither a notification of S3 or SNS nor an event of EventBridge from S3");
    }

    private JsonNode read(String body) {
        if (body.length() > MOST_BYTES) {
            throw poison("it has more than " + MOST_BYTES + " characters");
        }
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new ForebayException(CommonError.INVALID_TEXT, "it is no JSON, or has a name twice" + place(e), e);
        }
    }

    /** Jackson's own message may show what the body holds. */
    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private static String topic(JsonNode root) {
        String topic = CONTROL.matcher(text(root, "TopicArn")).replaceAll("?");
        return topic.length() > MOST_TOPIC ? topic.substring(0, MOST_TOPIC) : topic;
    }

    /** The text of a field; empty when there is none. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.textValue() : "";
    }

    static ForebayException poison(String reason) {
        return new ForebayException(CommonError.INVALID_TEXT, reason);
    }
}
