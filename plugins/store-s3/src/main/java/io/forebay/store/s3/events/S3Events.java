package io.forebay.store.s3.events;

import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreWatch;
import io.forebay.spi.store.StoredObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The watches on buckets whose events come through queues. The first starts the threads, the end of the last ends them.
 * Each queue may serve one watch or all of them. Thread-safe.
 */
public final class S3Events implements AutoCloseable {
    private final EventSettings settings;
    private final Function<URI, SqsClient> clients;
    private final Function<ObjectUri, Optional<StoredObject>> find;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private @Nullable Intake running;

    /**
     * @param clients makes the client of a queue
     * @param find describes an object, or finds none
     */
    public S3Events(
            EventSettings settings,
            Function<URI, SqsClient> clients,
            Function<ObjectUri, Optional<StoredObject>> find) {
        this.settings = settings;
        this.clients = clients;
        this.find = find;
    }

    /** Tells of objects under a prefix from now on, on several threads. Asks nothing of the network. */
    public synchronized StoreWatch subscribe(ObjectUri prefix, ArrivalListener listener) {
        Subscription subscription = new Subscription(prefix, listener, this);
        subscriptions.add(subscription);
        if (running == null) {
            running = Intake.start(settings, clients, find, subscriptions);
        }
        return subscription;
    }

    /** The queues' ARNs. */
    String channel() {
        return settings.queues().stream().map(QueueUrl::arn).collect(Collectors.joining(", "));
    }

    synchronized boolean established() {
        return running != null && running.connected();
    }

    void remove(Subscription subscription) {
        Intake last;
        synchronized (this) {
            if (!subscriptions.remove(subscription) || !subscriptions.isEmpty()) {
                return;
            }
            last = running;
            running = null;
        }
        if (last != null) {
            last.close();
        }
    }

    /** Ends all watches. */
    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }
}
