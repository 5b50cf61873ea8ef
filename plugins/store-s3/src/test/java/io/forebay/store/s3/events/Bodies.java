package io.forebay.store.s3.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bodies of messages, as services write them. */
public final class Bodies {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A key with a blank, a plus and an equals sign. */
    public static final String PUT =
            """
            {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-north-1",
             "eventTime":"2031-05-06T07:08:09.010Z","eventName":"ObjectCreated:Put",
             "userIdentity":{"principalId":"AWS:AROAZZ:loader"},
             "requestParameters":{"sourceIPAddress":"192.0.2.7"},
             "responseElements":{"x-amz-request-id":"R1","x-amz-id-2":"H1"},
             "s3":{"s3SchemaVersion":"1.0","configurationId":"c1",
              "bucket":{"name":"lake-one","ownerIdentity":{"principalId":"O1"},"arn":"arn:aws:s3:::lake-one"},
              "object":{"key":"in/dt%3D2031-05-06/a+b%2Bc.csv","size":42,
               "eTag":"0f0e0d0c0b0a09080706050403020100","sequencer":"0062AA01"}}}]}
            """;

    /** Of a bucket with versions. */
    public static final String MULTIPART =
            """
            {"Records":[{"eventVersion":"2.5","eventSource":"aws:s3","eventTime":"2031-05-06T07:10:00.000Z",
             "eventName":"ObjectCreated:CompleteMultipartUpload","s3":{"bucket":{"name":"lake-one"},
              "object":{"key":"big/x.parquet","size":73400320,"eTag":"aabbccddeeff00112233445566778899-5",
               "versionId":"v.2x","sequencer":"0062AA0200FF"}}}]}
            """;

    public static final String DELETE_MARKER =
            """
            {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectRemoved:DeleteMarkerCreated",
             "s3":{"bucket":{"name":"lake-one"},"object":{"key":"in/a.csv",
              "eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"v3","sequencer":"0062AA03"}}}]}
            """;

    public static final String TEST_EVENT =
            """
            {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2031-05-06T07:00:00.000Z","Bucket":"lake-one",
             "RequestId":"T1","HostId":"T2"}
            """;

    public static final String SNS = sns(
            """
            {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put",
             "s3":{"bucket":{"name":"lake-one"},"object":{"key":"in/b.csv","size":3,"eTag":"ee","sequencer":"01"}}}]}
            """);

    /** Its key holds a plus, and is not encoded. */
    public static final String EVENT_BRIDGE =
            """
            {"version":"0","id":"99999999-8888-7777-6666-555555555555","detail-type":"Object Created",
             "source":"aws.s3","account":"000000000000","time":"2031-05-06T07:12:00Z","region":"eu-north-1",
             "resources":["arn:aws:s3:::lake-one"],"detail":{"version":"0","bucket":{"name":"lake-one"},
              "object":{"key":"in/a+b.csv","size":5,"etag":"ab","sequencer":"0062AA05"},
              "request-id":"R9","requester":"000000000000","reason":"PutObject"}}
            """;

    /** Without a size and a sequencer. */
    public static final String ACL =
            """
            {"Records":[{"eventVersion":"2.3","eventSource":"aws:s3","eventName":"ObjectAcl:Put",
             "s3":{"bucket":{"name":"lake-one"},"object":{"key":"in/a.csv","eTag":"ab"}}}]}
            """;

    public static final String MINIO =
            """
            {"EventName":"s3:ObjectCreated:Put","Key":"lake-one/in/c.csv","Records":[{"eventVersion":"2.0",
             "eventSource":"minio:s3","awsRegion":"","eventName":"s3:ObjectCreated:Put",
             "s3":{"bucket":{"name":"lake-one"},"object":{"key":"in%2Fc.csv","size":7,"eTag":"cd",
              "sequencer":"15612487A9DF732C"}}}]}
            """;

    private Bodies() {}

    public static List<String> all() {
        return List.of(PUT, MULTIPART, DELETE_MARKER, TEST_EVENT, SNS, EVENT_BRIDGE, ACL, MINIO);
    }

    /** S3's own notification that a key was put, which says nothing true of its size. */
    public static String put(String bucket, String key) {
        return record("2.1", "ObjectCreated:Put", bucket, URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    /** @param encoded the key as it stands in the record */
    public static String record(String version, String event, String bucket, String encoded) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode one = root.putArray("Records").addObject();
        one.put("eventVersion", version).put("eventSource", "aws:s3").put("eventName", event);
        ObjectNode s3 = one.putObject("s3");
        s3.putObject("bucket").put("name", bucket);
        s3.putObject("object").put("key", encoded).put("size", 987_654_321).put("eTag", "not-the-true-one");
        return root.toString();
    }

    public static String eventBridge(String bucket, String key) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "0").put("detail-type", "Object Created").put("source", "aws.s3");
        ObjectNode detail = root.putObject("detail");
        detail.put("version", "0").putObject("bucket").put("name", bucket);
        detail.putObject("object").put("key", key).put("size", 1);
        return root.toString();
    }

    /** What SNS wraps around a message. */
    public static String sns(String message) {
        return JSON.createObjectNode()
                .put("Type", "Notification")
                .put("MessageId", "11111111-2222-3333-4444-555555555555")
                .put("TopicArn", "arn:aws:sns:eu-north-1:000000000000:t")
                .put("Subject", "Amazon S3 Notification")
                .put("Message", message)
                .put("Timestamp", "2031-05-06T07:11:00.000Z")
                .put("SignatureVersion", "1")
                .put("Signature", "x")
                .put("SigningCertURL", "https://example.invalid/c.pem")
                .put("UnsubscribeURL", "https://example.invalid/u")
                .toString();
    }

    /** What SNS sends first. */
    public static String confirmation(String topic) {
        return JSON.createObjectNode()
                .put("Type", "SubscriptionConfirmation")
                .put("MessageId", "1")
                .put("Token", "a-token-that-is-never-shown")
                .put("TopicArn", topic)
                .put("Message", "You have chosen to subscribe")
                .put("SubscribeURL", "http://127.0.0.1:1/?Token=a-token-that-is-never-shown")
                .toString();
    }
}
