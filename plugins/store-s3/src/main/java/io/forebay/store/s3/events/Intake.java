package io.forebay.store.s3.events;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The threads that take in events: two a queue, and some that look at objects. From the first watch to the last's end. */
final class Intake implements AutoCloseable {
    /** After it, what is under way is broken off. */
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private final Describer describer;
    private final @Nullable SqsQueue deadLetters;
    private final List<Lane> lanes = new ArrayList<>();

    private record Lane(SqsQueue queue, QueueConsumer consumer, Thread receiving, QueueKeeper keeper, Thread keeping) {}

    private Intake(
            EventSettings settings,
            Function<URI, SqsClient> clients,
            Function<ObjectUri, Optional<StoredObject>> find,
            List<Subscription> subscriptions) {
        describer = new Describer(find, subscriptions);
        deadLetters = settings.deadLetterQueue()
                .map(url -> new SqsQueue(url, clients))
                .orElse(null);
        QueueConsumer.Shared shared = new QueueConsumer.Shared(
                settings, new EventParser(), describer, subscriptions, new Warnings(System::nanoTime), deadLetters);
        for (URI url : settings.queues()) {
            SqsQueue queue = new SqsQueue(url, clients);
            HeldMessages held = new HeldMessages(settings.inFlight(), settings.visibility(), System::nanoTime);
            QueueConsumer consumer = new QueueConsumer(queue, held, shared);
            QueueKeeper keeper = new QueueKeeper(queue, held, settings.visibility());
            String name = url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
            lanes.add(new Lane(
                    queue, consumer, thread(consumer, "receive-" + name), keeper, thread(keeper, "keep-" + name)));
        }
    }

    static Intake start(
            EventSettings settings,
            Function<URI, SqsClient> clients,
            Function<ObjectUri, Optional<StoredObject>> find,
            List<Subscription> subscriptions) {
        Intake intake = new Intake(settings, clients, find, subscriptions);
        for (Lane lane : intake.lanes) {
            lane.receiving.start();
            lane.keeping.start();
        }
        return intake;
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, "forebay-s3-events-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /** Whether all queues answer. */
    boolean connected() {
        return lanes.stream().allMatch(lane -> lane.consumer.connected());
    }

    /**
     * Within a second: deletes what is settled, gives back what is not, and breaks off what takes longer. SQS may still
     * answer a request that was broken off; what it takes then is hidden until it times out.
     */
    @Override
    public void close() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        lanes.forEach(lane -> lane.consumer.end());
        lanes.forEach(lane -> lane.receiving.interrupt());
        describer.close();
        lanes.forEach(lane -> lane.keeper.end());
        boolean interrupted = false;
        for (Lane lane : lanes) {
            interrupted |= !join(lane.keeping, until);
            lane.keeping.interrupt();
        }
        lanes.forEach(lane -> lane.queue.close());
        if (deadLetters != null) {
            deadLetters.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return false when this thread was interrupted */
    private static boolean join(Thread thread, long until) {
        long millis = Math.max(1, (until - System.nanoTime()) / 1_000_000);
        try {
            thread.join(millis);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
