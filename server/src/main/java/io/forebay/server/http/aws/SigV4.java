package io.forebay.server.http.aws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies Signature Version 4. SOURCE: AWS Identity and Access Management User
 * Guide, "Create a signed AWS API request".
 */
final class SigV4 {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256\\s+Credential=([^/,\\s]+)/(\\d{8})/([^/,\\s]+)/([^/,\\s]+)/aws4_request\\s*,"
                    + "\\s*SignedHeaders=([a-z0-9;-]+)\\s*,\\s*Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final String ALGORITHM = "HmacSHA256";

    private final Map<String, AccessKey> keys;
    private final Clock clock;

    SigV4(Map<String, AccessKey> keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What of a request is signed besides its headers and body.
     *
     * @param path as it was sent, encoded
     * @param query as it was sent, encoded; null for none
     */
    record Line(String method, String path, @Nullable String query) {
        /** Of the services whose operation is in a header. */
        static final Line TARGETED = new Line("POST", "/", null);

        boolean targeted() {
            return path.equals("/");
        }

        /** The path is encoded once more; S3 alone does not do so. */
        private String canonical() {
            List<String> parameters = new ArrayList<>();
            for (String parameter : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
                parameters.add(parameter.contains("=") ? parameter : parameter + "=");
            }
            Collections.sort(parameters);
            return method + "\n" + path.replace("%", "%25").replace(":", "%3A") + "\n" + String.join("&", parameters);
        }
    }

    /**
     * @param headers gives a header's value, or null
     * @param service that the request is signed for
     * @return whose key it is
     */
    AccessKey verify(Line line, Function<String, @Nullable String> headers, byte[] body, String service)
            throws AwsException {
        String authorization = headers.apply("Authorization");
        if (authorization == null) {
            throw new AwsException(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        Matcher parts = AUTHORIZATION.matcher(authorization.strip());
        if (!parts.matches()) {
            throw new AwsException(
                    400,
                    "IncompleteSignatureException",
                    "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' of AWS4-HMAC-SHA256.");
        }
        AccessKey key = keys.get(parts.group(1));
        if (key == null) {
            throw invalidToken();
        }
        List<String> signed = Arrays.asList(parts.group(5).split(";"));
        String time = required(headers, "X-Amz-Date");
        checkTime(time, parts.group(2));
        if (!parts.group(4).equals(service)) {
            throw invalid("Credential should be scoped to correct service: '" + service + "'.");
        }
        for (String name :
                line.targeted() ? List.of("host", "x-amz-date", "x-amz-target") : List.of("host", "x-amz-date")) {
            if (!signed.contains(name)) {
                throw invalid("'" + name + "' must be one of the signed headers.");
            }
        }
        checkToken(key, headers.apply("X-Amz-Security-Token"), signed);
        String hash = HexFormat.of().formatHex(sha256(body));
        String told = headers.apply("X-Amz-Content-Sha256");
        if (told != null && !told.equals(hash)) {
            throw invalid("The body does not match its x-amz-content-sha256.");
        }
        String wanted =
                signature(line, headers, body, key, signed, time, new Scope(parts.group(2), parts.group(3), service));
        if (!equal(wanted, parts.group(6))) {
            throw invalid(
                    "The request signature we calculated does not match the signature you provided. Check your AWS"
                            + " Secret Access Key and signing method. Consult the service documentation for details.");
        }
        return key;
    }

    /** What a request is signed for. @param day as in the time of the request */
    record Scope(String day, String region, String service) {
        @Override
        public String toString() {
            return day + "/" + region + "/" + service + "/aws4_request";
        }
    }

    /** In hexadecimal. @param signed names of headers, in small letters and sorted */
    static String signature(
            Line line,
            Function<String, @Nullable String> headers,
            byte[] body,
            AccessKey key,
            List<String> signed,
            String time,
            Scope scope)
            throws AwsException {
        String hash = HexFormat.of().formatHex(sha256(body));
        String canonical = line.canonical() + "\n" + canonicalHeaders(headers, signed) + "\n" + String.join(";", signed)
                + "\n" + hash;
        String text = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n"
                + HexFormat.of().formatHex(sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(signature(key.secret(), scope, text));
    }

    private static void checkToken(AccessKey key, @Nullable String token, List<String> signed) throws AwsException {
        String wanted = key.token();
        if (wanted == null ? token != null : !equal(wanted, token)) {
            throw invalidToken();
        }
        if (wanted != null && !signed.contains("x-amz-security-token")) {
            throw invalid("'x-amz-security-token' must be one of the signed headers.");
        }
    }

    private static boolean equal(String wanted, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        wanted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static AwsException invalidToken() {
        return new AwsException(
                403, "UnrecognizedClientException", "The security token included in the request is invalid.");
    }

    private static AwsException invalid(String message) {
        return new AwsException(403, "InvalidSignatureException", message);
    }

    private static String required(Function<String, @Nullable String> headers, String name) throws AwsException {
        String value = headers.apply(name);
        if (value == null) {
            throw new AwsException(400, "IncompleteSignatureException", "The header " + name + " is missing.");
        }
        return value;
    }

    private void checkTime(String time, String day) throws AwsException {
        Instant signed;
        try {
            signed = LocalDateTime.parse(time, DATE).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new AwsException(
                    400, "IncompleteSignatureException", "X-Amz-Date is no date of the form 20260102T030405Z.");
        }
        if (!time.startsWith(day)) {
            throw invalid("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");
        }
        Instant now = clock.instant();
        if (signed.plus(SKEW).isBefore(now)) {
            throw invalid("Signature expired: " + time + " is now earlier than " + format(now.minus(SKEW)) + " ("
                    + format(now) + " - 5 min.)");
        }
        if (signed.minus(SKEW).isAfter(now)) {
            throw invalid("Signature not yet current: " + time + " is still later than " + format(now.plus(SKEW)) + " ("
                    + format(now) + " + 5 min.)");
        }
    }

    static String format(Instant instant) {
        return DATE.format(instant.atOffset(ZoneOffset.UTC));
    }

    private static String canonicalHeaders(Function<String, @Nullable String> headers, List<String> signed)
            throws AwsException {
        StringBuilder canonical = new StringBuilder();
        for (String name : signed) {
            String value = headers.apply(name);
            if (value == null) {
                throw invalid("The signed header " + name + " is missing.");
            }
            canonical
                    .append(name.toLowerCase(Locale.ROOT))
                    .append(':')
                    .append(value.strip().replaceAll(" +", " "))
                    .append('\n');
        }
        return canonical.toString();
    }

    private static byte[] signature(String secret, Scope scope, String text) {
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of(scope.day(), scope.region(), scope.service(), "aws4_request", text)) {
            key = hmac(key, part);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
