package io.forebay.engine.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.spi.queue.MessageQueues;
import io.forebay.spi.queue.QueueException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Letters about deliveries that are given up, on their way to queues. A delivery waits until its letter is there, so that a
 * crash loses none; it may send one twice. Used by one thread at a time; letters go out on another, as a queue may be slow.
 */
final class DeadLetters implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    /** Of which each letter has one at least: then the log alone has it. */
    private static final int ATTEMPTS = 5;

    private static final int MOST = 10_000;

    /** @param created tells it from the one before of the same name */
    private record About(Kept.Key key, long created, String delivery) {}

    private final MessageQueues queues;
    private final Duration pause;
    private final Map<About, Letter> letters = new HashMap<>();
    private final ExecutorService sender = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "dead-letters");
        thread.setDaemon(true);
        return thread;
    });

    /** @param pause before a second attempt; each further one takes twice as long */
    DeadLetters(MessageQueues queues, Duration pause) {
        this.queues = queues;
        this.pause = pause;
    }

    /** What was said of a delivery; null when it is not given up. */
    @Nullable
    Letter find(Kept kept, Delivery delivery) {
        return letters.get(about(kept, delivery));
    }

    /** Brings one under way. */
    void post(Kept kept, Delivery delivery, Letter letter) {
        if (letters.size() >= MOST) { // of schedules that were deleted meanwhile nobody asks
            letters.values().removeIf(Letter::over);
        }
        if (letters.size() >= MOST) {
            letter.lost("too many letters wait");
        }
        letters.put(about(kept, delivery), letter);
        if (!letter.over()) {
            sender.execute(() -> send(letter));
        }
    }

    void forget(Kept kept, Delivery delivery) {
        letters.remove(about(kept, delivery));
    }

    private static About about(Kept kept, Delivery delivery) {
        return new About(kept.key(), kept.created(), delivery.id());
    }

    private void send(Letter letter) {
        Duration wait = pause;
        for (int attempt = 1; ; attempt++) {
            try {
                ObjectNode message = letter.message();
                message.put("QueueUrl", queues.url(letter.queue()));
                queues.call("sendMessage", Json.text(message));
                letter.sent();
                return;
            } catch (InterruptedException e) { // the server ends: the next one gives it up again
                return;
            } catch (QueueException | RuntimeException e) {
                if (attempt == ATTEMPTS) {
                    log.error("a dead letter was not sent queue={} about={}", letter.queue(), letter.cause(), e);
                    letter.lost(String.valueOf(e.getMessage()));
                    return;
                }
            }
            try {
                Thread.sleep(wait.toMillis());
            } catch (InterruptedException e) {
                return;
            }
            wait = wait.multipliedBy(2);
        }
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}
