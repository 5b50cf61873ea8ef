package io.forebay.server.wire;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The clients of a server: those that have not named themselves yet, and those with a place. Thread-safe. A flood of the
 * first kind pushes out its own oldest, so that a place stays reachable.
 */
final class Connections {
    private static final int MOST_STARTING = 100;

    private final int places;
    private final Set<Connection> starting = new LinkedHashSet<>();
    private final Set<Connection> seated = new LinkedHashSet<>();
    private final Set<Connection> ready = new LinkedHashSet<>();

    Connections(int places) {
        this.places = places;
    }

    /** A new client; returns the one that has to go for it, in most cases none. */
    synchronized List<Connection> add(Connection connection) {
        starting.add(connection);
        if (starting.size() <= MOST_STARTING) {
            return List.of();
        }
        Connection oldest = starting.iterator().next();
        starting.remove(oldest);
        return List.of(oldest);
    }

    /** Gives a place to a client that named itself; false when there is none. It still has to log in. */
    synchronized boolean admit(Connection connection) {
        if (seated.size() + ready.size() >= places) {
            return false;
        }
        starting.remove(connection);
        seated.add(connection);
        return true;
    }

    /** The client has logged in. */
    synchronized void started(Connection connection) {
        seated.remove(connection);
        ready.add(connection);
    }

    synchronized void remove(Connection connection) {
        starting.remove(connection);
        seated.remove(connection);
        ready.remove(connection);
        notifyAll();
    }

    /** Those that have not logged in. */
    synchronized List<Connection> notLoggedIn() {
        List<Connection> all = new ArrayList<>(starting);
        all.addAll(seated);
        return all;
    }

    synchronized List<Connection> all() {
        List<Connection> all = new ArrayList<>(starting);
        all.addAll(seated);
        all.addAll(ready);
        return all;
    }

    /** Waits until nobody is left; false when the time is over before. */
    synchronized boolean awaitEmpty(long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        while (!starting.isEmpty() || !seated.isEmpty() || !ready.isEmpty()) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return true;
    }
}
