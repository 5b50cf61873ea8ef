package io.forebay.server.wire;

import io.forebay.engine.session.Session;
import io.forebay.engine.session.SessionFactory;
import io.forebay.engine.session.SessionListener;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** An engine without a warehouse: a small real session over canned statements. */
final class FakeSessions implements SessionFactory {
    static final Map<String, String> REPORTED = new TreeMap<>(Map.of(
            "server_version", "8.0.2",
            "client_encoding", "UTF8",
            "DateStyle", "ISO, MDY",
            "TimeZone", "UTC",
            "integer_datetimes", "on",
            "standard_conforming_strings", "on"));

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> startups = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger(1000);

    @Override
    public Session open(String user, String database, Map<String, String> startup, SessionListener listener) {
        if (database.equals("nowhere")) {
            throw new ForebayException(CommonError.UNDEFINED_OBJECT, "database \"nowhere\" does not exist");
        }
        startups.add(startup);
        return new FakeSession(ids.incrementAndGet(), listener, events);
    }

    /** What sessions were told, in order. */
    List<String> events() {
        return events;
    }

    List<Map<String, String>> startups() {
        return startups;
    }

    void await(String event) {
        await(() -> events.contains(event), event);
    }

    /** Waits for a condition; fails after ten seconds. */
    static void await(BooleanSupplier condition, String what) {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new AssertionError("did not come: " + what);
            }
            Thread.onSpinWait();
            LockSupport.parkNanos(1_000_000);
        }
    }
}
