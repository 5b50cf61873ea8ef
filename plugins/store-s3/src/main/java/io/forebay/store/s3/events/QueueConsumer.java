package io.forebay.store.s3.events;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/** Receives the messages of one queue and finds out what becomes of each. One thread runs it. */
final class QueueConsumer implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(QueueConsumer.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Of waiting for jobs. */
    private static final Duration LONG = Duration.ofMinutes(1);

    /** What the consumers of all queues share. @param deadLetters where poison goes, if it does not stay in its queue */
    record Shared(
            EventSettings settings,
            EventParser parser,
            Describer describer,
            List<Subscription> subscriptions,
            Warnings warnings,
            @Nullable SqsQueue deadLetters) {}

    private final SqsQueue queue;
    private final HeldMessages held;
    private final Shared shared;
    private final Outage outage;
    private final Outage deadLetterOutage;
    private volatile boolean ended;
    private volatile boolean connected;
    private boolean checked;

    QueueConsumer(SqsQueue queue, HeldMessages held, Shared shared) {
        this.queue = queue;
        this.held = held;
        this.shared = shared;
        this.outage = new Outage("queue " + queue.url(), LONGEST_PAUSE);
        this.deadLetterOutage = new Outage("dead-letter queue of " + queue.url(), LONGEST_PAUSE);
    }

    /** Whether the queue has answered, and has not failed since. */
    boolean connected() {
        return connected;
    }

    /** Ends {@link #run}, whose thread has to be interrupted too. */
    void end() {
        ended = true;
    }

    @Override
    public void run() {
        while (!ended) {
            try {
                awaitRoom();
                receive();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // An error too, such as memory that has run out: nobody else would ask the queue again.
                connected = false;
                if (ended || !pause(afterwards(e))) {
                    return;
                }
            }
        }
    }

    private Duration afterwards(Throwable e) {
        try {
            return outage.failed(e);
        } catch (Error also) {
            return LONGEST_PAUSE;
        }
    }

    private void awaitRoom() throws InterruptedException {
        boolean told = false;
        while (!held.awaitRoom(LONG)) {
            if (!told) {
                log.warn(
                        "a queue stands still until jobs are done with the events that they have, their files are found"
                                + " by listing: look at sys_copy_job_info for what holds them up queue={} held={}",
                        queue.url(),
                        held.size());
            }
            told = true;
        }
    }

    /** The first request does not wait for a message: it tells whether the queue answers at all. */
    private void receive() {
        int wait = connected ? (int) shared.settings.pollWait().toSeconds() : 0;
        List<Message> messages =
                queue.receive(wait, (int) shared.settings.visibility().toSeconds());
        connected = true;
        outage.over();
        if (!checked) {
            checked = true;
            QueueCheck.run(queue, shared.deadLetters != null);
        }
        for (Message message : messages) {
            if (!ended && !held.renew(message.messageId(), message.receiptHandle())) {
                shared.parser.parse(message.body()).accept(new Taker(message));
            }
        }
    }

    /** @return false when interrupted */
    private static boolean pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** What becomes of one message. */
    private final class Taker implements EventBody.Visitor<Optional<HeldMessage>> {
        private final Message message;

        Taker(Message message) {
            this.message = message;
        }

        @Override
        public Optional<HeldMessage> created(EventBody.Created body) {
            List<ObjectUri> wanted =
                    body.objects().stream().distinct().filter(this::isWanted).toList();
            HeldMessage taken = held.take(message.messageId(), message.receiptHandle(), wanted.size());
            try {
                wanted.forEach(uri -> shared.describer.describe(uri, held, taken));
            } catch (Error e) {
                held.forget(taken);
                throw e;
            }
            return Optional.of(taken);
        }

        private boolean isWanted(ObjectUri uri) {
            return shared.subscriptions.stream().anyMatch(subscription -> subscription.covers(uri));
        }

        @Override
        public Optional<HeldMessage> subscription(EventBody.Subscription body) {
            String what = body.ended()
                    ? "a topic of SNS no longer sends to the queue"
                    : "a topic of SNS asks whether to send to the queue: confirm that in SNS";
            shared.warnings.warn(queue.url().toString(), message.messageId(), what, "topic " + body.topic());
            return Optional.of(held.take(message.messageId(), message.receiptHandle(), 0));
        }

        @Override
        public Optional<HeldMessage> poison(EventBody.Poison body) {
            SqsQueue deadLetters = shared.deadLetters;
            shared.warnings.warn(
                    queue.url().toString(),
                    message.messageId(),
                    deadLetters == null
                            ? "a message is no event of S3, it is left to the queue's redrive policy"
                            : "a message is no event of S3, it goes to the dead-letter queue",
                    body.reason());
            if (deadLetters == null) {
                return Optional.empty();
            }
            try {
                deadLetters.send(message.messageId(), message.body(), body.reason());
                deadLetterOutage.over();
                return Optional.of(held.take(message.messageId(), message.receiptHandle(), 0));
            } catch (ForebayException e) {
                deadLetterOutage.failed(e);
                return Optional.empty();
            }
        }
    }
}
