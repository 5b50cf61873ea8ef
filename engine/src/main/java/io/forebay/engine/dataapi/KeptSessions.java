package io.forebay.engine.dataapi;

import io.forebay.engine.session.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sessions that outlive their statements: temporary tables and settings stay. They end with the server. Thread-safe. */
final class KeptSessions implements AutoCloseable {
    private static final int MOST = 500;
    private static final Duration LISTED = Duration.ofHours(24);

    private final Clock clock;
    private final Map<String, KeptSession> all = new ConcurrentHashMap<>();

    KeptSessions(Clock clock) {
        this.clock = clock;
    }

    /** One of them. Guarded by itself. */
    static final class KeptSession {
        final String id = UUID.randomUUID().toString();
        final String caller;
        final Target target;
        final Instant created;
        private Instant updated;
        private Duration alive;
        private boolean closed;
        private @Nullable Session session;
        private @Nullable String statement;

        KeptSession(String caller, Target target, Duration alive, Instant now) {
            this.caller = caller;
            this.target = target;
            this.alive = alive;
            this.created = now;
            this.updated = now;
        }

        synchronized String status() {
            return closed ? "CLOSED" : statement != null ? "BUSY" : "AVAILABLE";
        }

        synchronized Instant updated() {
            return updated;
        }

        synchronized Duration alive() {
            return alive;
        }

        synchronized @Nullable String statement() {
            return statement;
        }

        /** @param keepAlive from now on; null to leave it */
        synchronized void take(String id, @Nullable Duration keepAlive, Instant now) {
            if (closed) {
                throw gone();
            }
            if (statement != null) {
                throw DataApiException.validation("Session " + this.id + " is busy with statement " + statement + ".");
            }
            statement = id;
            updated = now;
            alive = keepAlive == null ? alive : keepAlive;
        }

        /** Does nothing when the statement has not got it any more. */
        synchronized void release(String id, Instant now) {
            if (!id.equals(statement)) {
                return;
            }
            statement = null;
            updated = now;
            if (alive.isZero()) {
                close();
            }
        }

        /** @param opener opens it for the first statement */
        synchronized Session session(Supplier<Session> opener) {
            Session open = session;
            if (open == null) {
                open = opener.get();
                session = open;
            }
            return open;
        }

        synchronized boolean over(Instant now) {
            return !closed && statement == null && updated.plus(alive).isBefore(now);
        }

        synchronized void close() {
            closed = true;
            Session open = session;
            session = null;
            if (open != null) {
                open.close();
            }
        }

        private static DataApiException gone() {
            return DataApiException.validation("The session is not available.");
        }
    }

    KeptSession open(String caller, Target target, Duration alive) {
        long open = all.values().stream()
                .filter(each -> !each.status().equals("CLOSED"))
                .count();
        if (open >= MOST) {
            throw DataApiException.tooMany(
                    "ActiveSessionsExceededException",
                    "There are " + MOST + " open sessions; wait until some are over.");
        }
        KeptSession session = new KeptSession(caller, target, alive, clock.instant());
        all.put(session.id, session);
        return session;
    }

    KeptSession find(String caller, String id) {
        KeptSession found = all.get(id);
        if (found == null || !found.caller.equals(caller)) {
            throw KeptSession.gone();
        }
        return found;
    }

    List<KeptSession> of(String caller) {
        List<KeptSession> found = new ArrayList<>(all.values());
        found.removeIf(each -> !each.caller.equals(caller));
        found.sort(Comparator.comparing((KeptSession each) -> each.created).reversed());
        return found;
    }

    /** Of a statement that could not be taken. */
    void release(String statement, Instant now) {
        all.values().forEach(each -> each.release(statement, now));
    }

    /** Ends those that were idle for too long, and forgets those that ended a day ago. */
    void sweep() {
        Instant now = clock.instant();
        all.values().stream().filter(each -> each.over(now)).forEach(KeptSession::close);
        all.values()
                .removeIf(each -> each.status().equals("CLOSED")
                        && each.updated().plus(LISTED).isBefore(now));
    }

    @Override
    public void close() {
        all.values().forEach(KeptSession::close);
    }
}
