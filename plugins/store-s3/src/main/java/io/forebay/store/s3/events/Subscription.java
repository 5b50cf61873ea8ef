package io.forebay.store.s3.events;

import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.Settlement;
import io.forebay.spi.store.StoreWatch;
import io.forebay.spi.store.StoredObject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One watch of one listener. Thread-safe. */
final class Subscription implements StoreWatch {
    private static final Logger log = LoggerFactory.getLogger(Subscription.class);

    private final ObjectUri prefix;
    private final ArrivalListener listener;
    private final S3Events events;
    private final Set<Owed> owed = ConcurrentHashMap.newKeySet();
    private boolean closed;

    Subscription(ObjectUri prefix, ArrivalListener listener, S3Events events) {
        this.prefix = prefix;
        this.listener = listener;
        this.events = events;
    }

    boolean covers(ObjectUri uri) {
        return prefix.scheme().equals(uri.scheme())
                && prefix.bucket().equals(uri.bucket())
                && uri.key().startsWith(prefix.key());
    }

    /** Tells of an object of a message that waits for this watch from then on. */
    void tell(StoredObject object, HeldMessages held, HeldMessage message) {
        Owed told = new Owed(held, message);
        if (!tell(object, told)) {
            told.end(true);
        }
    }

    private synchronized boolean tell(StoredObject object, Owed told) {
        if (closed) {
            return false;
        }
        owed.add(told);
        try {
            listener.arrived(object, told);
            return true;
        } catch (RuntimeException | Error e) {
            log.warn("a listener failed prefix={}", prefix, e);
            return false;
        }
    }

    @Override
    public String channel() {
        return events.channel();
    }

    @Override
    public boolean established() {
        return events.established();
    }

    /** Waits for a call of the listener that is under way. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        List.copyOf(owed).forEach(told -> told.end(true));
        events.remove(this);
    }

    /** What a message waits for. */
    private final class Owed implements Settlement {
        private final HeldMessages held;
        private final HeldMessage message;
        private final AtomicBoolean ended = new AtomicBoolean();

        Owed(HeldMessages held, HeldMessage message) {
            this.held = held;
            this.message = message;
        }

        @Override
        public void settled() {
            end(false);
        }

        void end(boolean abandoned) {
            owed.remove(this);
            if (ended.compareAndSet(false, true)) {
                held.settle(message, abandoned);
            }
        }
    }
}
