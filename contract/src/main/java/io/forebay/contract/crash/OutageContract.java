package io.forebay.contract.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Exactly once where the warehouse is a server of its own: Forebay is killed, the warehouse is killed and started again
 * below a Forebay that goes on, and connections are cut, in any order while files arrive.
 *
 * <p>How often is told by the system properties {@code forebay.crash.kills}, {@code forebay.crash.restarts} and {@code
 * forebay.crash.cuts}.
 */
public abstract class OutageContract extends Crashes {
    private enum Event {
        KILL,
        RESTART,
        CUT
    }

    /** Ends the warehouse and all its connections as a power switch would. */
    protected abstract void killWarehouse();

    /** Starts it again with what it had. */
    protected abstract void startWarehouse();

    /** Ends all connections to the warehouse; new ones are taken. */
    protected abstract void cutConnections();

    @Test
    void loadsEachFileOnceThroughKillsAndOutages() {
        Random random = new Random(Long.getLong("forebay.crash.seed", 20_020_615L));
        List<Event> events = new ArrayList<>();
        events.addAll(Collections.nCopies(Integer.getInteger("forebay.crash.kills", 3), Event.KILL));
        events.addAll(Collections.nCopies(Integer.getInteger("forebay.crash.restarts", 2), Event.RESTART));
        events.addAll(Collections.nCopies(Integer.getInteger("forebay.crash.cuts", 3), Event.CUT));
        Collections.shuffle(events, random);
        Lake lake = new Lake(folder.resolve("lake"));
        try (ServerProcess server = start("", 0)) {
            createJob(server, "");
        }
        ServerProcess server = start("", 0);
        try {
            for (int i = 0; i < events.size(); i++) {
                addFor(lake, "in/k" + i, random.nextInt(400) + 20);
                server = happens(events.get(i), server, lake, random);
            }
        } finally {
            server.close();
        }
        finishAndCheck(lake);
    }

    private ServerProcess happens(Event event, ServerProcess server, Lake lake, Random random) {
        switch (event) {
            case KILL -> {
                server.kill();
                return start("", 0);
            }
            case RESTART -> {
                killWarehouse();
                addFor(lake, "in/outage", random.nextInt(200));
                startWarehouse();
            }
            case CUT -> cutConnections();
        }
        return server;
    }

    private static void addFor(Lake lake, String prefix, int millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (System.nanoTime() < end) {
            lake.add(prefix, 1);
            LockSupport.parkNanos(BETWEEN_FILES.toNanos());
        }
    }
}
