package io.forebay.server.http.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Against the signer of AWS's own SDK. */
class SigV4Test {
    private static final Instant NOW = Instant.parse("2026-11-27T23:30:00Z");
    private static final byte[] BODY = "{\"Sql\":\"SELECT 'é'\"}".getBytes(StandardCharsets.UTF_8);
    private static final AccessKey KEY = new AccessKey("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null);

    private final SigV4 signatures = new SigV4(Map.of(KEY.id(), KEY), Clock.fixed(NOW, ZoneOffset.UTC));

    private static Map<String, String> signed(Instant when, String service) {
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(AwsCredentialsIdentity.create(KEY.id(), KEY.secret()))
                        .request(SdkHttpRequest.builder()
                                .method(SdkHttpMethod.POST)
                                .protocol("http")
                                .host("127.0.0.1")
                                .port(5480)
                                .encodedPath("/")
                                .putHeader("Content-Type", "application/x-amz-json-1.1")
                                .putHeader("X-Amz-Target", "RedshiftData.ExecuteStatement")
                                .putHeader("X-Spaces", "  a   b ")
                                .build())
                        .payload(() -> new java.io.ByteArrayInputStream(BODY))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(when, ZoneOffset.UTC)));
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        signed.request().headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
        headers.putIfAbsent("Host", "127.0.0.1:5480");
        return headers;
    }

    private AccessKey verify(Map<String, String> headers, byte[] body) throws AwsException {
        return signatures.verify(SigV4.Line.TARGETED, headers::get, body, "redshift-data");
    }

    private static Map<String, String> signedPath(SdkHttpMethod method, String path, Map<String, String> query) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(method)
                .protocol("http")
                .host("127.0.0.1")
                .port(5480)
                .encodedPath(path)
                .putHeader("Content-Type", "application/json");
        query.forEach(request::putRawQueryParameter);
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(AwsCredentialsIdentity.create(KEY.id(), KEY.secret()))
                        .request(request.build())
                        .payload(() -> new java.io.ByteArrayInputStream(BODY))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "scheduler")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)));
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        signed.request().headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
        headers.putIfAbsent("Host", "127.0.0.1:5480");
        headers.put("query", signed.request().encodedQueryParameters().orElse(""));
        return headers;
    }

    @Test
    void takesPathsAndQueriesAsTheSdkSignsThem() throws AwsException {
        String path = "/tags/arn%3Aaws%3Ascheduler%3Alocal%3A000000000000%3Aschedule-group%2Fa%20b";
        Map<String, String> headers = signedPath(
                SdkHttpMethod.GET, path, Map.of("NextToken", "a+b/c=", "MaxResults", "5", "NamePrefix", "x y"));
        String query = headers.remove("query");
        assertThat(signatures.verify(new SigV4.Line("GET", path, query), headers::get, BODY, "scheduler"))
                .isSameAs(KEY);
        for (SigV4.Line other : new SigV4.Line[] {
            new SigV4.Line("DELETE", path, query),
            new SigV4.Line("GET", path + "c", query),
            new SigV4.Line("GET", path, query + "&State=ENABLED"),
            new SigV4.Line("GET", path, null)
        }) {
            assertThatThrownBy(() -> signatures.verify(other, headers::get, BODY, "scheduler"))
                    .hasMessageContaining("does not match");
        }
    }

    @Test
    void takesWhatTheSdkSigns() throws AwsException {
        assertThat(verify(signed(NOW, "redshift-data"), BODY)).isSameAs(KEY);
        assertThat(verify(signed(NOW.minus(Duration.ofSeconds(299)), "redshift-data"), BODY))
                .isSameAs(KEY);
        assertThat(verify(signed(NOW.plus(Duration.ofSeconds(299)), "redshift-data"), BODY))
                .isSameAs(KEY);
    }

    @Test
    void takesWhatTheCommandLineSigns() throws AwsException {
        AccessKey temporary = new AccessKey("AKIDTEMP", KEY.secret(), "token==");
        SigV4 both = new SigV4(Map.of(KEY.id(), KEY, temporary.id(), temporary), Clock.fixed(NOW, ZoneOffset.UTC));
        for (AccessKey key : List.of(KEY, temporary)) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(
                    Signed.headers(key, "127.0.0.1:5480", "AWSStepFunctions.ListExecutions", BODY, "states", NOW));
            headers.put("Host", "127.0.0.1:5480");
            assertThat(both.verify(SigV4.Line.TARGETED, headers::get, BODY, "states"))
                    .isSameAs(key);
            headers.put("X-Amz-Target", "AWSStepFunctions.StopExecution");
            assertThatThrownBy(() -> both.verify(SigV4.Line.TARGETED, headers::get, BODY, "states"))
                    .isInstanceOf(AwsException.class);
        }
    }

    @Test
    void refusesWhatIsOldOrForAnother() {
        refused(signed(NOW.minus(Duration.ofSeconds(301)), "redshift-data"), BODY, "Signature expired");
        refused(signed(NOW.plus(Duration.ofSeconds(301)), "redshift-data"), BODY, "Signature not yet current");
        refused(signed(NOW, "states"), BODY, "correct service: 'redshift-data'");
        refused(signed(NOW, "redshift-data"), "{}".getBytes(StandardCharsets.UTF_8), "");
    }

    /** What is asked for is signed too, or somebody between could ask for another thing. */
    @Test
    void refusesATargetThatIsNotSigned() {
        Map<String, String> headers = signed(NOW, "redshift-data");
        headers.computeIfPresent("Authorization", (name, value) -> value.replace(";x-amz-target", ""));
        refused(headers, BODY, "'x-amz-target' must be one of the signed headers.");
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type, text/plain",
        "X-Amz-Target, RedshiftData.CancelStatement",
        "Host, 127.0.0.1:5481",
        "X-Amz-Date, 20261127T232900Z",
        "X-Amz-Date, yesterday",
        "X-Amz-Date,",
        "X-Spaces, a b c",
        "X-Amz-Security-Token, anything",
        "Authorization,",
        "Authorization, Basic Zm9yZWJheTo="
    })
    void refusesWhatWasChanged(String header, @Nullable String value) {
        Map<String, String> headers = signed(NOW, "redshift-data");
        if (value == null) {
            headers.remove(header);
        } else {
            headers.put(header, value);
        }
        refused(headers, BODY, "");
    }

    @ParameterizedTest
    @CsvSource({
        "AKIDEXAMPLE, AKIDEXAMPLF",
        "eu-central-1, eu-central-2",
        "20261127, 20261126",
        "host;, ",
        "Signature=, Signature=0"
    })
    void refusesAnotherAuthorization(String part, @Nullable String other) {
        Map<String, String> headers = signed(NOW, "redshift-data");
        headers.computeIfPresent(
                "Authorization", (name, value) -> value.replaceFirst(part, other == null ? "" : other));
        refused(headers, BODY, "");
    }

    private void refused(Map<String, String> headers, byte[] body, String message) {
        assertThatThrownBy(() -> verify(headers, body))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining(message);
    }
}
