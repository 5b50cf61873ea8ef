package io.forebay.store.s3.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.store.ObjectUri;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {
    private final EventParser parser = new EventParser();

    @Test
    void readsEachServicesForm() {
        assertThat(created(Bodies.PUT)).containsExactly("in/dt=2031-05-06/a b+c.csv");
        assertThat(created(Bodies.MULTIPART)).containsExactly("big/x.parquet");
        assertThat(created(Bodies.DELETE_MARKER)).isEmpty();
        assertThat(created(Bodies.TEST_EVENT)).isEmpty();
        assertThat(created(Bodies.SNS)).containsExactly("in/b.csv");
        assertThat(created(Bodies.EVENT_BRIDGE)).containsExactly("in/a+b.csv");
        assertThat(created(Bodies.ACL)).isEmpty();
        assertThat(created(Bodies.MINIO)).containsExactly("in/c.csv");
        assertThat(Bodies.all()).hasSize(8);
    }

    @Test
    void namesTheBucketAndTheKey() {
        assertThat(parser.parse(Bodies.PUT))
                .isEqualTo(
                        new EventBody.Created(List.of(new ObjectUri("s3", "lake-one", "in/dt=2031-05-06/a b+c.csv"))));
    }

    @Test
    void tellsNoRecordsFromNoObject() {
        assertThat(created("{\"Records\":[]}")).isEmpty();
        assertThat(poison("[]")).contains("no object");
    }

    @Test
    void readsSeveralRecordsInTheirOrder() {
        String one = Bodies.put("b", "1").replace("{\"Records\":[", "").replace("]}", "");
        String gone = one.replace("ObjectCreated:Put", "ObjectRemoved:Delete");
        String other = one.replace("\"1\"", "\"2\"");
        assertThat(created("{\"Records\":[" + other + "," + gone + "," + one + "," + other + "]}"))
                .containsExactly("2", "1", "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Put", "Post", "Copy", "CompleteMultipartUpload", "SomethingThatIsNotThereYet"})
    void takesEveryKindOfCreation(String kind) {
        assertThat(created(Bodies.record("2.6", "ObjectCreated:" + kind, "b", "k")))
                .containsExactly("k");
        assertThat(created(Bodies.record("2.10", "s3:ObjectCreated:" + kind, "b", "k")))
                .containsExactly("k");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ObjectRemoved:Delete",
                "LifecycleExpiration:Delete",
                "ObjectRestore:Post",
                "ObjectRestore:Completed",
                "ObjectTagging:Put",
                "ObjectAnnotation:Put",
                "ObjectRetention:Put",
                "LifecycleTransition",
                "IntelligentTiering",
                "Replication:OperationFailedReplication",
                "ReducedRedundancyLostObject",
                "TestEvent",
                "ObjectCreatedX:Put",
                "Unheard:Of"
            })
    void ignoresWhatBringsNoNewBytes(String event) {
        assertThat(created(Bodies.record("2.3", event, "b", "%zz"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object Deleted",
                "Object Restore Completed",
                "Object Storage Class Changed",
                "Object Access Tier Changed",
                "Object ACL Updated",
                "Object Tags Added",
                "Unheard Of"
            })
    void ignoresWhatBringsNoNewBytesFromEventBridge(String type) {
        assertThat(created(Bodies.EVENT_BRIDGE.replace("Object Created", type))).isEmpty();
    }

    @Test
    void decodesKeysOfS3Once() {
        assertThat(key("a+b")).isEqualTo("a b");
        assertThat(key("a%2Bb")).isEqualTo("a+b");
        assertThat(key("a%20b")).isEqualTo("a b");
        assertThat(key("a%252Bb")).isEqualTo("a%2Bb");
        assertThat(key("a%2Fb/c")).isEqualTo("a/b/c");
        assertThat(key("x%3D1%40%3a")).isEqualTo("x=1@:");
        assertThat(key("%e2%82%AC+%F0%9F%98%80+ä")).isEqualTo("€ 😀 ä");
        assertThat(key("a//b/../c%00%0A")).isEqualTo("a//b/../c\0\n");
        assertThat(key("e%CC%81")).as("not normalised").isEqualTo("e\u0301");
    }

    @Test
    void leavesKeysOfEventBridgeAsTheyAre() {
        for (String key : List.of("a+b", "a%2Bb", "100%", "%zz", "a b", "€ 😀", "a//b/../c\n")) {
            assertThat(created(Bodies.eventBridge("b", key))).containsExactly(key);
            assertThat(created(Bodies.sns(Bodies.eventBridge("b", key)))).containsExactly(key);
        }
    }

    /** None of them is guessed at: another key may be loaded then. */
    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "a%zz", "%-1", "%+1", "% 1", "%FF", "%C3", "%ED%A0%80", "%C0%AF", "a\ud83d"})
    void takesAKeyThatIsNotEncodedRightForPoison(String encoded) {
        assertThat(poison(Bodies.record("2.1", "ObjectCreated:Put", "b", encoded)))
                .startsWith("a key");
    }

    @Test
    void takesKeysAsLongAsS3sAndNoLonger() {
        String longest = "é".repeat(512);
        assertThat(created(Bodies.put("b", longest))).containsExactly(longest);
        assertThat(poison(Bodies.put("b", longest + "x"))).contains("1024");
        assertThat(poison(Bodies.eventBridge("b", "x".repeat(1025)))).contains("1024");
        assertThat(poison(Bodies.eventBridge("b", "\udc00"))).contains("Unicode");
    }

    @Test
    void looksThroughThreeWrappersOfSns() {
        String body = Bodies.put("b", "k");
        for (int wrappers = 0; wrappers < 3; wrappers++) {
            body = Bodies.sns(body);
            assertThat(created(body)).containsExactly("k");
        }
        assertThat(poison(Bodies.sns(body))).contains("more than 3");
        assertThat(poison(Bodies.sns("hello"))).contains("no JSON");
    }

    @Test
    void tellsWhatSnsAsks() {
        assertThat(parser.parse(Bodies.confirmation("arn:aws:sns:eu-north-1:000000000000:t")))
                .isEqualTo(new EventBody.Subscription("arn:aws:sns:eu-north-1:000000000000:t", false));
        assertThat(parser.parse("{\"Type\":\"UnsubscribeConfirmation\",\"TopicArn\":\"a\\nb\"}"))
                .isEqualTo(new EventBody.Subscription("a?b", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"x\"",
                "{",
                "{}",
                "{} {}",
                "hello",
                "<xml/>",
                "{\"Records\":{}}",
                "{\"Records\":[1]}",
                "{\"Records\":[{}]}",
                "{\"Records\":[{\"eventVersion\":\"2.1\",\"eventName\":\"ObjectCreated:Put\"}]}",
                "{\"Records\":[{\"eventVersion\":\"2.1\",\"eventName\":\"ObjectCreated:Put\",\"s3\":{}}]}",
                "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"body\":\"x\"}]}",
                "{\"Records\":[],\"Records\":[]}",
                "{\"detail-type\":\"Object Created\",\"source\":\"aws.ec2\",\"detail\":{}}",
                "{\"detail-type\":\"Object Created\",\"source\":\"aws.s3\"}",
                "{\"detail-type\":\"Object Created\",\"source\":\"aws.s3\",\"detail\":{}}",
                "{\"Type\":\"Notification\"}",
                "{\"Type\":\"Notification\",\"Message\":{}}"
            })
    void takesAnUnknownFormForPoison(String body) {
        assertThat(poison(body)).isNotEmpty();
    }

    @Test
    void takesOnlyTheVersionsThatItKnows() {
        assertThat(poison(Bodies.record("3.0", "ObjectCreated:Put", "b", "k"))).contains("2.x");
        assertThat(poison(Bodies.record("20.1", "ObjectRemoved:Delete", "b", "k")))
                .contains("2.x");
        assertThat(poison(Bodies.record("", "ObjectCreated:Put", "b", "k"))).contains("2.x");
        String later =
                Bodies.EVENT_BRIDGE.replace("\"version\":\"0\",\"bucket\"", "\"event-version\":\"%s\",\"bucket\"");
        assertThat(created(later.formatted("1.7"))).containsExactly("in/a+b.csv");
        assertThat(poison(later.formatted("2.0"))).contains("1.x");
    }

    @Test
    @Timeout(20)
    void bearsDeepAndLongBodies() {
        assertThat(poison("[".repeat(500_000))).isNotEmpty();
        assertThat(poison("{\"a\":".repeat(200_000))).isNotEmpty();
        assertThat(poison("{\"n\":" + "9".repeat(1_000_000) + "}")).isNotEmpty();
        assertThat(poison("x".repeat(EventParser.MOST_BYTES + 1))).contains("more than");
        String padded = Bodies.put("b", "k");
        padded = padded + " ".repeat(EventParser.MOST_BYTES - padded.length());
        assertThat(created(padded)).containsExactly("k");
        assertThat(poison(padded + " ")).contains("more than");
    }

    @Test
    void showsNothingOfTheBody() {
        String secret = "hUsHhUsH";
        for (String body : List.of(
                secret,
                "{\"" + secret + "\":" + secret + "}",
                "{\"" + secret + "\":1,\"" + secret + "\":2}",
                "{\"Type\":\"" + secret + "\"}",
                Bodies.record(secret, secret, secret, secret),
                Bodies.record("2.1", "ObjectCreated:Put", "b", secret + "%"),
                Bodies.sns(secret))) {
            assertThat(poison(body)).doesNotContain(secret);
        }
    }

    private String key(String encoded) {
        List<String> keys = created(Bodies.record("2.1", "ObjectCreated:Put", "b", encoded));
        assertThat(keys).hasSize(1);
        return keys.get(0);
    }

    private List<String> created(String body) {
        EventBody read = parser.parse(body);
        assertThat(read).as(body.length() > 500 ? "body" : body).isInstanceOf(EventBody.Created.class);
        return ((EventBody.Created) read).objects().stream().map(ObjectUri::key).toList();
    }

    private String poison(String body) {
        EventBody read = parser.parse(body);
        assertThat(read).as(body.length() > 500 ? "body" : body).isInstanceOf(EventBody.Poison.class);
        return ((EventBody.Poison) read).reason();
    }
}
