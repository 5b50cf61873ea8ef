package io.forebay.store.s3.events;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the URL of a queue tells. SOURCE: the Amazon SQS Developer Guide, "Queue and message identifiers"; the AWS
 * General Reference, "Amazon Simple Queue Service endpoints and quotas".
 */
public final class QueueUrl {
    private static final Pattern HOST = Pattern.compile(
            "(?:.+\\.)?sqs(?:-fips)?\\.([a-z0-9-]+)\\.(?:vpce\\.)?(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)"
                    + "|([a-z0-9-]+)\\.queue\\.amazonaws\\.com(?:\\.cn)?");
    private static final Pattern PATH = Pattern.compile("/(\\d{12})/([A-Za-z0-9_-]{1,80}(?:\\.fifo)?)");

    private static final Pattern USER = Pattern.compile("(?<=//).*@|^.*@");

    private QueueUrl() {}

    /** @throws ForebayException INVALID_PARAMETER for what is no http or https URL with a path */
    public static URI parse(String text) {
        return url(text.strip())
                .filter(QueueUrl::isQueue)
                .orElseThrow(() -> new ForebayException(CommonError.INVALID_PARAMETER, noQueue(text)));
    }

    /** Why it is none is not handed on: the reason has the text, with a password that may be in it. */
    private static Optional<URI> url(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isQueue(URI uri) {
        boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        return http
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getPath().length() > 1;
    }

    /** What stands before an @ may be a password. */
    private static String noQueue(String text) {
        return "'" + USER.matcher(text).replaceFirst("***@")
                + "' is no URL of a queue: expected https://sqs.eu-west-1.amazonaws.com/123456789012/NAME";
    }

    /** The region in the host's name, when it is AWS's. */
    public static Optional<String> region(URI queue) {
        Matcher host = HOST.matcher(queue.getHost());
        return host.matches() ? Optional.of(host.group(1) == null ? host.group(2) : host.group(1)) : Optional.empty();
    }

    /** Where to send requests. */
    public static URI endpoint(URI queue) {
        return URI.create(queue.getScheme() + "://" + queue.getRawAuthority());
    }

    /** The queue's ARN when the URL is one of AWS's, else the URL. */
    static String arn(URI queue) {
        Matcher path = PATH.matcher(queue.getPath());
        Optional<String> region = region(queue);
        if (region.isEmpty() || !path.matches()) {
            return queue.toString();
        }
        String partition =
                queue.getHost().endsWith(".cn") ? "aws-cn" : region.get().startsWith("us-gov-") ? "aws-us-gov" : "aws";
        return "arn:" + partition + ":sqs:" + region.get() + ":" + path.group(1) + ":" + path.group(2);
    }
}
