package io.forebay.engine.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.spi.queue.MessageQueues;
import io.forebay.spi.queue.QueueException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Letters about deliveries that are given up, on their way to queues. A delivery waits until its letter is there, so that a
 * crash loses none; it may send one twice. Used by one thread at a time; letters go out on another, as a queue may be slow.
 */
final class DeadLetters implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    /** Of each letter; then the log and what is told of the delivery have it alone. */
    private static final int ATTEMPTS = 5;

    private static final int MOST = 10_000;

    /** @param created tells it from the one before of the same name */
    private record About(Kept.Key key, long created, String delivery) {}

    private final MessageQueues queues;
    private final Duration pause;
    private final Map<About, Letter> letters = new HashMap<>();
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(work -> {
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
            lose(letter, new IllegalStateException("too many letters wait"));
        } else {
            sender.execute(() -> send(letter, 1));
        }
        letters.put(about(kept, delivery), letter);
    }

    void forget(Kept kept, Delivery delivery) {
        letters.remove(about(kept, delivery));
    }

    private static About about(Kept kept, Delivery delivery) {
        return new About(kept.key(), kept.created(), delivery.id());
    }

    private void send(Letter letter, int attempt) {
        try {
            ObjectNode message = letter.message();
            message.put("QueueUrl", queues.url(letter.queue()));
            queues.call("sendMessage", Json.text(message));
            letter.sent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server ends: the next one gives it up again
        } catch (QueueException | RuntimeException e) {
            if (attempt == ATTEMPTS) {
                lose(letter, e);
            } else if (!sender.isShutdown()) {
                long wait = pause.toMillis() << (attempt - 1);
                sender.schedule(() -> send(letter, attempt + 1), wait, TimeUnit.MILLISECONDS);
            }
        }
    }

    private static void lose(Letter letter, Exception why) {
        log.error("a dead letter was not sent queue={} about={}", letter.queue(), letter.cause(), why);
        letter.lost(String.valueOf(why.getMessage()));
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}
