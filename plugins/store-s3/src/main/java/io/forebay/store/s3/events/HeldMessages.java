package io.forebay.store.s3.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** The messages of one queue that were received and are not yet deleted: a bounded number. Thread-safe. */
final class HeldMessages {
    /** SQS takes this many in one request. */
    static final int BATCH = 10;

    private static final int MOST_ATTEMPTS = 8;
    private static final long SECOND = 1_000_000_000L;

    private final int limit;
    private final long visibility;
    private final LongSupplier clock;
    private final Map<String, HeldMessage> held = new HashMap<>();
    private final PriorityQueue<HeldMessage> done =
            new PriorityQueue<>(Comparator.comparingLong(message -> message.notBefore));
    private long objects;
    private boolean ended;

    /** What to ask SQS about a message. @param hide seconds to be hidden from now on, 0 to give it back, -1 to delete it */
    record Work(HeldMessage message, String receipt, int hide) {
        static final int DELETE = -1;
    }

    /** @param clock as {@code System.nanoTime}, from a start that is not negative */
    HeldMessages(int limit, Duration visibility, LongSupplier clock) {
        this.limit = limit;
        this.visibility = visibility.toNanos();
        this.clock = clock;
    }

    /** Waits while the limit is reached, but not longer than this. @return whether there is room */
    synchronized boolean awaitRoom(Duration most) throws InterruptedException {
        long until = clock.getAsLong() + most.toNanos();
        while (full()) {
            long left = (until - clock.getAsLong()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private boolean full() {
        return held.size() >= limit || objects >= limit;
    }

    synchronized int size() {
        return held.size();
    }

    /**
     * Keeps the newest receipt of a message that came again, because it could not be hidden in time.
     *
     * @return whether it is held; if not, {@link #take} it
     */
    synchronized boolean renew(String id, String receipt) {
        HeldMessage message = held.get(id);
        if (message == null) {
            return false;
        }
        long now = clock.getAsLong();
        message.receipt = receipt;
        message.received = now;
        message.hiddenUntil = now + visibility;
        message.attempts = 0;
        return true;
    }

    /** Whether somebody is still to hear of its objects. */
    synchronized boolean isWaiting(HeldMessage message) {
        return held.get(message.id()) == message && message.state == HeldMessage.State.WAITING;
    }

    /** Holds a message until so many objects of it are settled; with none it is settled at once. */
    synchronized HeldMessage take(String id, String receipt, int count) {
        long now = clock.getAsLong();
        HeldMessage message = new HeldMessage(id, receipt, count, now, now + visibility);
        held.put(id, message);
        objects += count;
        if (count == 0) {
            done.add(message);
            notifyAll();
        }
        return message;
    }

    /** One of its objects is told to so many watches, each of which has to settle it. */
    synchronized void told(HeldMessage message, int watches) {
        message.open += watches - 1;
        endIfDone(message);
    }

    /** @param abandoned whether it is not known that the object is done with */
    synchronized void settle(HeldMessage message, boolean abandoned) {
        message.open--;
        message.abandoned |= abandoned;
        endIfDone(message);
    }

    private void endIfDone(HeldMessage message) {
        if (message.open == 0 && held.get(message.id()) == message) {
            message.state = message.abandoned ? HeldMessage.State.GIVEN_UP : HeldMessage.State.SETTLED;
            message.notBefore = clock.getAsLong();
            done.add(message);
            notifyAll();
        }
    }

    /** Lets it come again when it is visible again. */
    synchronized void forget(HeldMessage message) {
        if (held.remove(message.id(), message)) {
            objects -= message.objects;
            done.remove(message);
            notifyAll();
        }
    }

    /** Waits for messages to delete, to give back or to hide for longer, but not longer than this. */
    synchronized void awaitDone(Duration most) throws InterruptedException {
        long until = clock.getAsLong() + most.toNanos();
        while (!ended && !ready(clock.getAsLong())) {
            long left = (until - clock.getAsLong()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    private boolean ready(long now) {
        HeldMessage first = done.peek();
        return first != null && first.notBefore <= now;
    }

    /** Ends waiting for good. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Up to ten messages to delete, or to give back; for each {@link #finished}, {@link #retry} or {@link #putBack} follows. */
    synchronized List<Work> pollDone() {
        List<Work> batch = new ArrayList<>();
        long now = clock.getAsLong();
        while (batch.size() < BATCH && ready(now) && (batch.isEmpty() || wish(done.element()) == batch.get(0).hide)) {
            HeldMessage message = done.remove();
            batch.add(new Work(message, message.receipt, wish(message)));
        }
        return batch;
    }

    private static int wish(HeldMessage message) {
        return message.state == HeldMessage.State.SETTLED ? Work.DELETE : 0;
    }

    /** It is deleted or given back; or that receipt is good for nothing, so that it comes again if it is still there. */
    synchronized void finished(Work work) {
        if (work.receipt.equals(work.message.receipt)) {
            forget(work.message);
        } else {
            putBack(work);
        }
    }

    /** To be tried again, later; after many times it is forgotten. */
    synchronized void retry(Work work) {
        HeldMessage message = work.message;
        message.attempts++;
        message.notBefore = clock.getAsLong() + (SECOND / 8 << message.attempts);
        if (message.attempts > MOST_ATTEMPTS) {
            forget(message);
        } else {
            putBack(work);
        }
    }

    /** To be tried again: nothing was found out about it. */
    synchronized void putBack(Work work) {
        if (held.get(work.message.id()) == work.message) {
            done.add(work.message);
        }
    }

    /**
     * What has to be hidden for longer, because half of the time is over. What was held for as long as SQS allows is
     * forgotten.
     */
    synchronized List<Work> due() {
        long now = clock.getAsLong();
        List<Work> due = new ArrayList<>();
        List<HeldMessage> late = new ArrayList<>();
        for (HeldMessage message : held.values()) {
            if (message.state == HeldMessage.State.WAITING && message.hiddenUntil - now < visibility / 2) {
                long left = message.received + EventSettings.MOST_VISIBILITY.toNanos() - now;
                int seconds = (int) (Math.min(visibility, left) / SECOND);
                if (seconds > 0) {
                    due.add(new Work(message, message.receipt, seconds));
                } else if (message.hiddenUntil <= now) {
                    late.add(message);
                }
            }
        }
        late.forEach(this::forget);
        return due;
    }

    synchronized void hidden(Work work) {
        if (work.receipt.equals(work.message.receipt)) {
            work.message.hiddenUntil = clock.getAsLong() + work.hide * SECOND;
        }
    }

    /** The queue says that it is not hidden any more: it may come again, and is then known by its id. */
    synchronized void exposed(Work work) {
        if (work.receipt.equals(work.message.receipt)) {
            work.message.hiddenUntil = Long.MAX_VALUE;
        }
    }

    /** Everything that is held and not settled is to be given back. */
    synchronized void giveUp() {
        for (HeldMessage message : List.copyOf(held.values())) {
            if (message.state == HeldMessage.State.WAITING) {
                message.open = 0;
                message.abandoned = true;
                endIfDone(message);
            }
        }
    }
}
