package io.forebay.store.s3.events;

import io.forebay.spi.ForebayException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Looks once at how a queue is set up, and tells what will go wrong. */
final class QueueCheck {
    private static final Logger log = LoggerFactory.getLogger(QueueCheck.class);

    /** SOURCE: the Amazon S3 User Guide, "Event message structure": longer ones than the queue takes are not sent. */
    private static final int LONGEST_EVENT = 64 << 10;

    private QueueCheck() {}

    static void run(SqsQueue queue, boolean deadLetterQueue) {
        Map<QueueAttributeName, String> attributes;
        try {
            attributes = queue.attributes(QueueAttributeName.REDRIVE_POLICY, QueueAttributeName.MAXIMUM_MESSAGE_SIZE);
        } catch (ForebayException e) {
            log.info("a queue's attributes cannot be read queue={} reason={}", queue.url(), e.getMessage());
            return;
        }
        log.info("events are received queue={}", queue.url());
        if (!deadLetterQueue
                && attributes
                        .getOrDefault(QueueAttributeName.REDRIVE_POLICY, "")
                        .isEmpty()) {
            log.warn(
                    "a queue has no redrive policy, so that messages that nobody can read come again and again: set"
                            + " one, or store.s3.events.dead-letter-queue queue={}",
                    queue.url());
        }
        String longest = attributes.getOrDefault(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "");
        if (longest.matches("\\d{1,9}") && Integer.parseInt(longest) < LONGEST_EVENT) {
            log.warn(
                    "a queue's MaximumMessageSize is {}, S3 does not send events that are longer: set it to {} or more"
                            + " queue={}",
                    longest,
                    LONGEST_EVENT,
                    queue.url());
        }
    }
}
