package io.forebay.torture.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.spi.store.ObjectUri;
import io.forebay.store.s3.events.EventBody;
import io.forebay.store.s3.events.EventParser;
import io.forebay.torture.Input;
import io.forebay.torture.Target;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages of S3, SNS and EventBridge: whole bodies, and bodies that are made around a key. */
public final class S3EventTarget implements Target {
    private static final String SECRET = "hUsHhUsH0123";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventParser parser = new EventParser();

    @Override
    public String name() {
        return "s3-event";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                Input.of(s3("in/a+b%2Bc"), 0, 0),
                Input.of(s3("in/a+b%2Bc"), 0, 2),
                Input.of(eventBridge("in/a+b%"), 0, 1),
                Input.of("{\"Event\":\"s3:TestEvent\",\"Bucket\":\"b\"}", 0, 0),
                Input.of("{\"Records\":[]}", 0, 3),
                Input.of("{\"Type\":\"SubscriptionConfirmation\",\"TopicArn\":\"" + SECRET + "\"}", 0, 0),
                Input.of("[\"" + SECRET + "\"", 0, 0),
                Input.of("in/dt=1/a b+c\n€\ud83d\ude00", 1, 0),
                Input.of("in/100%25+x", 2, 1),
                Input.of("in%2Fa+b%e2%82%AC%", 3, 0));
    }

    @Override
    public void run(byte[] bytes) throws Exception {
        Input input = new Input(bytes);
        int kind = input.below(4);
        int wrappers = input.below(4);
        String text = input.restText();
        switch (kind) {
            case 0 -> body(text, wrappers);
            case 1 -> key(text, s3(URLEncoder.encode(text, StandardCharsets.UTF_8)), wrappers);
            case 2 -> key(text, eventBridge(text), wrappers);
            default -> encoded(text, wrappers);
        }
    }

    /** However often it is wrapped, a body says the same. */
    private void body(String text, int wrappers) {
        EventBody body = parser.parse(text);
        check(body, text);
        EventBody wrapped = parser.parse(wrapped(text, wrappers));
        check(wrapped, text);
        if (body instanceof EventBody.Created created && !created.objects().isEmpty()) {
            boolean tooDeep = wrapped instanceof EventBody.Poison poison
                    && poison.reason().startsWith("more than 3");
            if (!tooDeep && !wrapped.equals(body)) {
                throw new AssertionError("wrapped " + wrappers + " times it says " + wrapped + ", not " + body);
            }
        }
    }

    /** A key that S3 may have comes through as it is. */
    private void key(String key, String text, int wrappers) {
        EventBody body = parser.parse(wrapped(text, wrappers));
        check(body, text);
        boolean possible = !key.isEmpty() && key.getBytes(StandardCharsets.UTF_8).length <= 1024;
        EventBody expected = new EventBody.Created(possible ? List.of(new ObjectUri("s3", "b", key)) : List.of());
        if (possible ? !body.equals(expected) : !(body instanceof EventBody.Poison)) {
            throw new AssertionError("the key '" + key + "' became " + body);
        }
    }

    /** Whatever is decoded, Java's own decoder reads the same; it takes more. */
    private void encoded(String encoded, int wrappers) {
        EventBody body = parser.parse(wrapped(s3(encoded), wrappers));
        check(body, encoded);
        if (body instanceof EventBody.Created created) {
            String key = created.objects().get(0).key();
            if (!key.equals(URLDecoder.decode(encoded, StandardCharsets.UTF_8))) {
                throw new AssertionError("'" + encoded + "' was decoded to '" + key + "'");
            }
        }
    }

    private static void check(EventBody body, String text) {
        if (body instanceof EventBody.Poison poison) {
            if (poison.reason().length() > 200 || poison.reason().contains(SECRET)) {
                throw new AssertionError("the reason is long or tells a secret: " + poison.reason());
            }
        } else if (body instanceof EventBody.Created created) {
            for (ObjectUri object : created.objects()) {
                if (object.key().getBytes(StandardCharsets.UTF_8).length > 1024
                        || object.key().length() > text.length()) {
                    throw new AssertionError("a key is too long: " + object);
                }
            }
        }
    }

    private static String wrapped(String text, int times) {
        String body = text;
        for (int time = 0; time < times; time++) {
            body = JSON.createObjectNode()
                    .put("Type", "Notification")
                    .put("Message", body)
                    .toString();
        }
        return body;
    }

    private static String s3(String encoded) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode one = root.putArray("Records").addObject();
        one.put("eventVersion", "2.1").put("eventName", "ObjectCreated:Put");
        ObjectNode s3 = one.putObject("s3");
        s3.putObject("bucket").put("name", "b");
        s3.putObject("object").put("key", encoded);
        return root.toString();
    }

    private static String eventBridge(String key) {
        ObjectNode root = JSON.createObjectNode();
        root.put("detail-type", "Object Created").put("source", "aws.s3");
        ObjectNode detail = root.putObject("detail");
        detail.putObject("bucket").put("name", "b");
        detail.putObject("object").put("key", key);
        return root.toString();
    }
}
