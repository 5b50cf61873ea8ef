package io.forebay.engine.discover;

import io.forebay.engine.ledger.ListedObjects;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Lists a job's prefix and finds what is to be loaded, by key and never by a time. Holds a part of the listing
 * at most, packed, as much as its {@link ScanRoom} gives. Used by one thread at a time.
 */
public final class Scan {
    /** New objects that are handed over at a time, at most: they are not packed any more. */
    private static final int GIVEN = 20_000;

    private final ObjectStore store;
    private final Sieve sieve;
    private final Subject subject;
    private final ScanRoom room;
    private final Clock clock;
    private final Place place;
    private volatile ScanReport.Waiting waiting = ScanReport.Waiting.NONE;

    /**
     * What is scanned.
     *
     * @param those which objects under the prefix
     * @param ascending whether new keys sort behind old ones, so that a scan need not be whole
     * @param wholeInterval how often it is whole all the same
     */
    public record Subject(ObjectUri prefix, Predicate<ObjectUri> those, boolean ascending, Duration wholeInterval) {
        public Subject(ObjectUri prefix, boolean ascending, Duration wholeInterval) {
            this(prefix, uri -> true, ascending, wholeInterval);
        }
    }

    /** Takes new objects. */
    @FunctionalInterface
    public interface Taker {
        /**
         * @param objects in key order, not empty
         * @return whether the job is done with all of them, so that they need not be listed again
         */
        boolean take(List<StoredObject> objects);
    }

    public Scan(ObjectStore store, Sieve sieve, Subject subject, ScanRoom room, Clock clock) {
        this.store = store;
        this.sieve = sieve;
        this.subject = subject;
        this.room = room;
        this.clock = clock;
        this.place = new Place(subject.ascending(), subject.wholeInterval(), clock);
    }

    /** All of those under a prefix, as it is now: a job's baseline. */
    public static ListedObjects all(ObjectStore store, ObjectUri prefix, Predicate<StoredObject> those) {
        ListedObjects objects = new ListedObjects(prefix);
        Listing listing = new Listing(store, prefix, "", () -> false);
        for (List<StoredObject> page = listing.next(); !page.isEmpty(); page = listing.next()) {
            objects.add(page.stream().filter(those).toList());
        }
        return objects;
    }

    /** New objects that the scan that runs has found and not given yet; from any thread. */
    public ScanReport.Waiting waiting() {
        return waiting;
    }

    /**
     * Gives the objects to load in key order, some at a time.
     *
     * @param whole whether to list from the first key also when that is not due
     */
    public ScanReport look(boolean whole, BooleanSupplier stopped, Taker taker) {
        boolean all = whole || place.wholeIsDue();
        Look look = new Look(
                all,
                new Listing(store, subject.prefix(), all ? "" : place.start(), stopped),
                new Inquiry(store, stopped),
                taker);
        try (ScanRoom.Share share = room.share()) {
            look.run(share);
        } finally {
            waiting = ScanReport.Waiting.NONE;
        }
        return look.report();
    }

    /** One scan while it runs. */
    private final class Look {
        private final boolean whole;
        private final String after;
        private final Listing listing;
        private final Inquiry inquiry;
        private final Taker taker;
        private final Instant started = clock.instant();
        private final long begun = System.nanoTime();
        private long taking;
        private long found;
        private int unfinished;
        /** The last key of the parts that were compared. */
        private String compared;
        /** The job is done with every key up to this one. */
        private String settled;

        private boolean allSettled = true;
        private String lastPage;

        Look(boolean whole, Listing listing, Inquiry inquiry, Taker taker) {
            this.whole = whole;
            this.listing = listing;
            this.inquiry = inquiry;
            this.taker = taker;
            this.after = listing.last();
            this.compared = after;
            this.settled = compared;
            this.lastPage = compared;
        }

        void run(ScanRoom.Share share) {
            ListedObjects part = new ListedObjects(subject.prefix());
            while (true) {
                String before = listing.last();
                List<StoredObject> page = listing.next();
                lastPage = page.isEmpty() ? lastPage : before;
                part.add(page.stream()
                        .filter(each -> subject.those.test(each.uri()))
                        .toList());
                if (page.isEmpty() || share.full(part.size())) {
                    compare(part);
                    part = new ListedObjects(subject.prefix());
                }
                if (page.isEmpty()) {
                    place.reached(whole, started, settled, lastPage);
                    return;
                }
            }
        }

        private void compare(ListedObjects part) {
            BitSet unseen = sieve.toLoad(part);
            int[] next = {unseen.nextSetBit(0)};
            left(unseen.cardinality(), unseen.isEmpty() ? 0 : part.bytes(unseen));
            part.give(unseen, GIVEN, some -> {
                left(
                        waiting.files() - some.size(),
                        waiting.bytes()
                                - some.stream().mapToLong(StoredObject::size).sum());
                if (!give(some) && allSettled) {
                    allSettled = false;
                    settled = next[0] == 0 ? compared : part.key(next[0] - 1);
                }
                for (int i = 0; i < some.size(); i++) {
                    next[0] = unseen.nextSetBit(next[0] + 1);
                }
            });
            left(0, 0);
            compared = listing.last();
            settled = allSettled ? compared : settled;
        }

        private void left(long files, long bytes) {
            waiting = new ScanReport.Waiting(files, bytes);
        }

        private boolean give(List<StoredObject> unseen) {
            long refusals = inquiry.refusals();
            List<StoredObject> complete = unseen.stream().filter(inquiry::whole).toList();
            unfinished += unseen.size() - complete.size() - (int) (inquiry.refusals() - refusals);
            found += complete.size();
            if (complete.isEmpty()) {
                return false;
            }
            long since = System.nanoTime();
            boolean done = taker.take(complete);
            taking += System.nanoTime() - since;
            return done && complete.size() == unseen.size();
        }

        ScanReport report() {
            return new ScanReport(
                    started,
                    whole,
                    after,
                    listing.keys(),
                    listing.calls(),
                    found,
                    unfinished,
                    Duration.ofNanos(System.nanoTime() - begun - taking),
                    inquiry.refused().orElse(null));
        }
    }
}
