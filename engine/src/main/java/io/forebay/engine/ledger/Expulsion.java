package io.forebay.engine.ledger;

import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Warehouse;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what silent servers have open in the warehouse: at once, and again with growing pauses while they are silent, as
 * one may wake up for a moment, open something and stand still again. Thread-safe.
 */
final class Expulsion {
    private static final Logger log = LoggerFactory.getLogger(Expulsion.class);
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final Warehouse warehouse;
    private final Map<String, Due> due = new HashMap<>();

    private record Due(long at, Duration pause) {}

    Expulsion(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Does it for those that it is time for. @param silent all that are silent now */
    synchronized void of(Collection<String> silent) {
        due.keySet().retainAll(silent);
        long now = System.nanoTime();
        for (String server : silent) {
            Due next = due.get(server);
            if (next == null || next.at - now <= 0) {
                Duration pause = next == null ? FIRST : next.pause.plus(next.pause.dividedBy(2));
                due.put(server, new Due(now + pause.toNanos(), pause));
                of(server);
            }
        }
    }

    /** Does it now. A server whose connections cannot be ended is kept out by the fence all the same. */
    void of(String server) {
        try {
            warehouse.expel(server);
        } catch (ForebayException e) {
            log.warn("the connections of a silent server cannot be ended server={} reason={}", server, e.getMessage());
        }
    }
}
