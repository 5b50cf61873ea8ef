package io.forebay.store.s3.events;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What {@code forebay.yaml} says under {@code store.s3.events}.
 *
 * @param queues URLs; not empty
 * @param deadLetterQueue where messages go that nobody can read; empty: the queue's own redrive policy decides
 * @param endpoint where SQS is; empty: the host of the queue's URL
 * @param region empty: the one in the queue's URL, or else the store's
 * @param pollWait how long SQS waits for a message before it answers that there is none: 1 to 20 whole seconds
 * @param visibility how long a message that was received is hidden from others, which is prolonged: 1 second to 12 h
 * @param inFlight the most messages that are received and not yet deleted, of each queue
 */
public record EventSettings(
        List<URI> queues,
        Optional<URI> deadLetterQueue,
        Optional<URI> endpoint,
        Optional<String> region,
        Duration pollWait,
        Duration visibility,
        int inFlight) {
    public static final String QUEUE = "events.queue";
    public static final String DEAD_LETTER_QUEUE = "events.dead-letter-queue";
    public static final String ENDPOINT = "events.endpoint";
    public static final String REGION = "events.region";
    public static final String WAIT = "events.wait";
    public static final String VISIBILITY = "events.visibility";
    public static final String IN_FLIGHT = "events.in-flight";

    /** SOURCE: the Amazon SQS Developer Guide, "Amazon SQS short and long polling". */
    private static final Duration MOST_WAIT = Duration.ofSeconds(20);

    /** Twelve hours, less what a request may take. SOURCE: the same, "Amazon SQS visibility timeout". */
    static final Duration MOST_VISIBILITY = Duration.ofSeconds(43_195);

    /** SOURCE: the same, "Amazon SQS standard queue quotas": 120,000 of all who receive. */
    private static final int MOST_IN_FLIGHT = 100_000;

    public EventSettings {
        queues = List.copyOf(queues);
        if (new HashSet<>(queues).size() < queues.size()
                || deadLetterQueue.filter(queues::contains).isPresent()) {
            throw invalid(QUEUE, "the same queue twice", "name each queue once, and none as the dead-letter queue");
        }
        if (pollWait.toSeconds() < 1 || pollWait.compareTo(MOST_WAIT) > 0 || !wholeSeconds(pollWait)) {
            throw invalid(WAIT, pollWait.toString(), "take 1s to 20s, in whole seconds");
        }
        if (visibility.toSeconds() < 1 || visibility.compareTo(MOST_VISIBILITY) > 0 || !wholeSeconds(visibility)) {
            throw invalid(VISIBILITY, visibility.toString(), "take 1s to 43195s, in whole seconds; 2m is usual");
        }
        if (inFlight < 1 || inFlight > MOST_IN_FLIGHT) {
            throw invalid(IN_FLIGHT, "" + inFlight, "take 1 to " + MOST_IN_FLIGHT);
        }
    }

    private static boolean wholeSeconds(Duration duration) {
        return duration.toNanosPart() == 0;
    }

    private static ForebayException invalid(String name, String value, String instead) {
        return new ForebayException(
                CommonError.INVALID_PARAMETER, "store.s3." + name + " is '" + value + "': " + instead);
    }
}
