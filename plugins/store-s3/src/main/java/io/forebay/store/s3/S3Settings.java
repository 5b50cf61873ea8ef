package io.forebay.store.s3;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.store.s3.events.EventSettings;
import io.forebay.store.s3.events.QueueUrl;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code forebay.yaml} says under {@code store.s3}.
 *
 * @param endpoint empty for Amazon's own
 * @param region empty: what the SDK finds in its environment; {@code us-east-1} when an endpoint is set
 * @param keys empty: the SDK's own credential chain
 * @param events empty: buckets are listed
 */
record S3Settings(
        Optional<URI> endpoint,
        Optional<String> region,
        boolean pathStyle,
        Optional<Keys> keys,
        Duration connectTimeout,
        Duration readTimeout,
        Optional<EventSettings> events) {
    static final String ENDPOINT = "endpoint";
    static final String REGION = "region";
    static final String PATH_STYLE = "path-style";
    static final String ACCESS_KEY_ID = "access-key-id";
    static final String SECRET_ACCESS_KEY = "secret-access-key";
    static final String SESSION_TOKEN = "session-token";
    static final String CONNECT_TIMEOUT = "connect-timeout";
    static final String READ_TIMEOUT = "read-timeout";

    private static final Pattern PERIOD = Pattern.compile("([1-9]\\d{0,8})(ms|s|m|h)");

    /** Never shown. */
    record Keys(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
        @Override
        public String toString() {
            return "Keys[***]";
        }
    }

    static S3Settings parse(Map<String, String> settings) {
        refuseUnknown(settings);
        Optional<URI> endpoint = text(settings, ENDPOINT).map(each -> uri(ENDPOINT, each));
        Optional<String> region = text(settings, REGION);
        return new S3Settings(
                endpoint,
                region.isEmpty() && endpoint.isPresent() ? Optional.of("us-east-1") : region,
                text(settings, PATH_STYLE).map(S3Settings::flag).orElse(endpoint.isPresent()),
                keys(settings),
                period(settings, CONNECT_TIMEOUT, "10s"),
                period(settings, READ_TIMEOUT, "60s"),
                events(settings));
    }

    private static Optional<EventSettings> events(Map<String, String> settings) {
        Optional<String> queues = text(settings, EventSettings.QUEUE);
        Optional<URI> deadLetterQueue =
                text(settings, EventSettings.DEAD_LETTER_QUEUE).map(QueueUrl::parse);
        if (queues.isEmpty() && deadLetterQueue.isPresent()) {
            throw invalid("store.s3." + EventSettings.DEAD_LETTER_QUEUE + " is set without store.s3."
                    + EventSettings.QUEUE + ": set both, or neither");
        }
        return queues.map(urls -> new EventSettings(
                Arrays.stream(urls.split(",", -1)).map(QueueUrl::parse).toList(),
                deadLetterQueue,
                text(settings, EventSettings.ENDPOINT).map(each -> uri(EventSettings.ENDPOINT, each)),
                text(settings, EventSettings.REGION),
                period(settings, EventSettings.WAIT, "20s"),
                period(settings, EventSettings.VISIBILITY, "2m"),
                number(settings, EventSettings.IN_FLIGHT, "10000")));
    }

    /** Where SQS is for tasks of state machines: where the events' queues are, whether there are some or not. */
    static SqsPlace sqs(Map<String, String> settings) {
        return new SqsPlace(
                text(settings, EventSettings.ENDPOINT).map(each -> uri(EventSettings.ENDPOINT, each)),
                text(settings, EventSettings.REGION));
    }

    private static void refuseUnknown(Map<String, String> settings) {
        TreeSet<String> unknown = new TreeSet<>(settings.keySet());
        TreeSet<String> known = new TreeSet<>(List.of(
                ENDPOINT,
                REGION,
                PATH_STYLE,
                ACCESS_KEY_ID,
                SECRET_ACCESS_KEY,
                SESSION_TOKEN,
                CONNECT_TIMEOUT,
                READ_TIMEOUT,
                EventSettings.QUEUE,
                EventSettings.DEAD_LETTER_QUEUE,
                EventSettings.ENDPOINT,
                EventSettings.REGION,
                EventSettings.WAIT,
                EventSettings.VISIBILITY,
                EventSettings.IN_FLIGHT));
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw invalid("store.s3 has no setting " + unknown + ": it has " + known);
        }
    }

    private static Optional<Keys> keys(Map<String, String> settings) {
        Optional<String> id = text(settings, ACCESS_KEY_ID);
        Optional<String> secret = text(settings, SECRET_ACCESS_KEY);
        Optional<String> token = text(settings, SESSION_TOKEN);
        if (id.isPresent() != secret.isPresent() || (token.isPresent() && id.isEmpty())) {
            throw invalid("store.s3 needs both " + ACCESS_KEY_ID + " and " + SECRET_ACCESS_KEY + ", or neither");
        }
        return id.flatMap(known -> secret.map(hidden -> new Keys(known, hidden, token)));
    }

    private static Optional<String> text(Map<String, String> settings, String name) {
        return Optional.ofNullable(settings.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static URI uri(String name, String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, noEndpoint(name, text), e);
        }
        throw invalid(noEndpoint(name, text));
    }

    private static String noEndpoint(String name, String text) {
        return "store.s3." + name + " is '" + text + "': expected a URL such as https://minio.example:9000";
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid("store.s3.path-style is '" + text + "': expected true or false");
        };
    }

    private static Duration period(Map<String, String> settings, String name, String otherwise) {
        String text = text(settings, name).orElse(otherwise);
        Matcher matcher = PERIOD.matcher(text);
        if (!matcher.matches()) {
            throw invalid("store.s3." + name + " is '" + text + "': expected a number and ms, s, m or h, such as 10s");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static int number(Map<String, String> settings, String name, String otherwise) {
        String text = text(settings, name).orElse(otherwise);
        if (!text.matches("\\d{1,9}")) {
            throw invalid("store.s3." + name + " is '" + text + "': expected a whole number");
        }
        return Integer.parseInt(text);
    }

    private static ForebayException invalid(String message) {
        return new ForebayException(CommonError.INVALID_PARAMETER, message);
    }
}
