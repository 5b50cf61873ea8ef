package io.forebay.store.s3.events;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the objects that events name, several at a time, and tells the watches. While the store does not answer, it
 * goes on trying; an object that the store refuses to describe is left to listings, and its message to the queue.
 */
final class Describer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Describer.class);
    private static final int THREADS = 8;
    private static final int REFUSALS = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Function<ObjectUri, Optional<StoredObject>> find;
    private final List<Subscription> subscriptions;
    private final ScheduledThreadPoolExecutor pool;
    private final Map<String, Outage> outages = new ConcurrentHashMap<>();

    Describer(Function<ObjectUri, Optional<StoredObject>> find, List<Subscription> subscriptions) {
        this.find = find;
        this.subscriptions = subscriptions;
        this.pool = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "forebay-s3-events-look");
            thread.setDaemon(true);
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
    }

    /** Soon, on another thread. */
    void describe(ObjectUri uri, HeldMessages held, HeldMessage message) {
        later(new Look(uri, held, message, 0), Duration.ZERO);
    }

    /** Ends what is under way; what was not told is left to {@link HeldMessages#giveUp}. */
    @Override
    public void close() {
        pool.shutdownNow();
    }

    private record Look(ObjectUri uri, HeldMessages held, HeldMessage message, int failures) {}

    private void later(Look look, Duration delay) {
        try {
            pool.schedule(() -> run(look), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("events end before an object was looked at object={}", look.uri, e);
        }
    }

    private void run(Look look) {
        if (!look.held.isWaiting(look.message)) {
            return;
        }
        Outage outage =
                outages.computeIfAbsent(look.uri.bucket(), bucket -> new Outage("bucket " + bucket, LONGEST_PAUSE));
        try {
            Optional<StoredObject> found = find.apply(look.uri);
            outage.over();
            found.filter(object -> !placeholder(object))
                    .ifPresentOrElse(object -> tell(object, look), () -> look.held.settle(look.message, false));
        } catch (RuntimeException | Error e) {
            failed(look, outage, e);
        }
    }

    private void failed(Look look, Outage outage, Throwable e) {
        if (e instanceof ForebayException cancelled && cancelled.is(CommonError.CANCELLED)) {
            return;
        }
        outage.failed(e);
        Look again = new Look(look.uri, look.held, look.message, look.failures + 1);
        boolean away = e instanceof ForebayException known && known.retryable();
        if (away || again.failures < REFUSALS) {
            later(again, Outage.pause(again.failures, LONGEST_PAUSE));
        } else {
            log.debug("left to listings object={}", look.uri, e);
            look.held.forget(look.message);
        }
    }

    private void tell(StoredObject object, Look look) {
        List<Subscription> covering = subscriptions.stream()
                .filter(subscription -> subscription.covers(look.uri))
                .toList();
        if (covering.isEmpty()) {
            look.held.settle(look.message, true);
            return;
        }
        look.held.told(look.message, covering.size());
        covering.forEach(subscription -> subscription.tell(object, look.held, look.message));
    }

    /** What consoles make to show an empty folder. */
    private static boolean placeholder(StoredObject object) {
        return object.size() == 0 && object.uri().key().endsWith("/");
    }
}
