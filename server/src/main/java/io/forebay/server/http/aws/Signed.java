package io.forebay.server.http.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Signs requests to {@code /}, as {@link SigV4} verifies them. */
public final class Signed {
    private static final String REGION = "us-east-1";

    private Signed() {}

    /**
     * The headers of a request, but for Host.
     *
     * @param host as the request will tell it, with its port unless that is the scheme's own
     * @param service that it is signed for
     */
    public static Map<String, String> headers(
            AccessKey key, String host, String target, byte[] body, String service, Instant now) {
        String time = SigV4.format(now);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Host", host);
        headers.put("X-Amz-Date", time);
        headers.put("X-Amz-Target", target);
        if (key.token() != null) {
            headers.put("X-Amz-Security-Token", key.token());
        }
        List<String> names = new ArrayList<>();
        headers.keySet().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        String day = time.substring(0, 8);
        String signature;
        try {
            signature = SigV4.signature(
                    SigV4.Line.TARGETED, headers::get, body, key, names, time, new SigV4.Scope(day, REGION, service));
        } catch (AwsException e) {
            throw new IllegalStateException("every header that is named is there", e);
        }
        headers.put(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + key.id() + "/" + day + "/" + REGION + "/" + service
                        + "/aws4_request, SignedHeaders=" + String.join(";", names) + ", Signature=" + signature);
        headers.remove("Host");
        return headers;
    }
}
