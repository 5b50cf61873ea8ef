package io.forebay.engine.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.schedule.definition.Target;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a dead-letter queue is told of a delivery that is given up. SOURCE: EventBridge Scheduler User Guide, "Configuring
 * a schedule's dead-letter queue"; Amazon EventBridge User Guide, "Using dead-letter queues".
 */
final class Letter {
    /** A message has 256 KiB at most, of which its attributes are a part. */
    private static final int MOST_BODY = 240_000;

    private static final int MOST_REASON = 1_000;

    /** SOURCE: Amazon SQS API Reference, "SendMessage". */
    private static final Pattern REFUSED =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    /**
     * Why it is given up.
     *
     * @param result as {@code forebay.schedule} has it
     * @param code of the error
     * @param exhausted what of the retry policy; null when another attempt would have been of no use
     */
    record Cause(String result, String code, String message, @Nullable String exhausted) {}

    private final String queue;
    private final Cause cause;
    private final ObjectNode message = Json.object();
    /** Why it will never be there; empty: it is there; null: it is on its way. */
    private volatile @Nullable String lost;

    /** @param payload what the target would have been given */
    Letter(String queue, Kept.Key of, Delivery delivery, Target target, Cause cause, String payload) {
        this.queue = queue;
        this.cause = cause;
        String body = cut(payload.isEmpty() ? "{}" : payload);
        message.put("MessageBody", allowed(body));
        attribute("ERROR_CODE", cause.code());
        attribute("ERROR_MESSAGE", cause.message());
        attribute("RETRY_ATTEMPTS", String.valueOf(delivery.retries()));
        attribute("TARGET_ARN", target.arn());
        if (cause.exhausted() != null) {
            attribute("EXHAUSTED_RETRY_CONDITION", cause.exhausted());
        }
        if (of.kind() == Kept.Kind.TRIGGER) {
            attribute("RULE_ARN", of.arn());
            return;
        }
        attribute("SCHEDULE_ARN", of.arn());
        attribute("EXECUTION_ID", Names.of(of, delivery) + "-" + delivery.retries());
        attribute(
                "SCHEDULED_TIME",
                Instant.ofEpochMilli(delivery.time())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        attribute("IS_PAYLOAD_TRUNCATED", String.valueOf(body.length() < payload.length()));
    }

    private static String cut(String payload) {
        if (payload.getBytes(StandardCharsets.UTF_8).length <= MOST_BODY) {
            return payload;
        }
        return payload.substring(0, Math.min(payload.length(), MOST_BODY / 3)); // of three bytes at most
    }

    private void attribute(String name, String value) {
        String shown = allowed(value);
        message.withObjectProperty("MessageAttributes")
                .putObject(name)
                .put("DataType", "String")
                .put("StringValue", shown.substring(0, Math.min(shown.length(), MOST_REASON)));
    }

    private static String allowed(String text) {
        return text.isEmpty() ? "-" : REFUSED.matcher(text).replaceAll("?");
    }

    String queue() {
        return queue;
    }

    Cause cause() {
        return cause;
    }

    /** The members of SendMessage but for the queue's URL. */
    ObjectNode message() {
        return message.deepCopy();
    }

    /** Whether it is there, or never will be. */
    boolean over() {
        return lost != null;
    }

    void sent() {
        lost = "";
    }

    void lost(String why) {
        lost = why;
    }

    /** What is told of the delivery. */
    String told() {
        String why = lost;
        return why == null || why.isEmpty()
                ? cause.message()
                : cause.message() + " (and the dead letter was not sent: " + why + ")";
    }
}
