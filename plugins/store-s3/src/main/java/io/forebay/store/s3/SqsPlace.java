package io.forebay.store.s3;

import io.forebay.spi.queue.QueueException;
import io.forebay.store.s3.events.QueueUrl;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where SQS is.
 *
 * @param endpoint empty: AWS's own
 * @param region empty: the one that a queue's URL or ARN tells, or else what the SDK finds
 */
record SqsPlace(Optional<URI> endpoint, Optional<String> region) {
    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:sqs:([a-z0-9-]+):\\d{12}:.+");

    /**
     * The place to ask about a queue.
     *
     * @param url of the queue; empty for what names none by it
     * @param arn of a queue without a URL; empty for what names none
     * @throws QueueException when it is neither AWS's nor at the endpoint: signed requests go nowhere else
     */
    SqsPlace of(String url, String arn) throws QueueException {
        if (endpoint.isPresent()) {
            return this;
        }
        if (url.isEmpty()) {
            return new SqsPlace(endpoint, region.or(() -> regionOf(arn)));
        }
        URI queue = parsed(url);
        Optional<String> known = QueueUrl.region(queue);
        if (known.isEmpty() || !"https".equals(queue.getScheme())) {
            throw new QueueException(
                    "InvalidAddressException",
                    "The queue " + url
                            + " is none of AWS's; the setting store.s3.events.endpoint says where others are.");
        }
        return new SqsPlace(Optional.of(QueueUrl.endpoint(queue)), region.or(() -> known));
    }

    private static Optional<String> regionOf(String arn) {
        Matcher name = ARN.matcher(arn);
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private static URI parsed(String url) throws QueueException {
        try {
            URI queue = URI.create(url);
            if (queue.getHost() != null && queue.getRawUserInfo() == null) {
                return queue;
            }
        } catch (IllegalArgumentException e) {
            throw new QueueException("InvalidAddressException", "QueueUrl is no URL: " + e.getMessage());
        }
        throw new QueueException("InvalidAddressException", "QueueUrl is no URL of a queue.");
    }
}
