package io.forebay.engine.schedule;

import io.forebay.engine.event.ObjectCreated;
import io.forebay.engine.load.Stores;
import io.forebay.engine.schedule.definition.On;
import io.forebay.engine.schedule.expression.Digest;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** Lists what is under the prefixes of a trigger. */
final class Listing {
    private static final int PAGE = 1000;

    private final Stores stores;
    private final BooleanSupplier stopped;

    Listing(Stores stores, BooleanSupplier stopped) {
        this.stores = stores;
        this.stopped = stopped;
    }

    /**
     * Lists all objects that are whole.
     *
     * @param saw whether an object of this hash was seen before: it is not told
     * @param fresh is told of others that are meant
     * @return the hashes of all that are there, which are those that were seen and those that were told
     */
    Set<Long> list(On on, LongPredicate saw, Consumer<Arrival> fresh) {
        Set<Long> there = new HashSet<>();
        for (ObjectUri prefix : on.prefixes()) {
            ObjectStore store = stores.of(prefix);
            List<StoredObject> page;
            String after = "";
            do {
                page = stores.listSteady(prefix, after, PAGE, stopped);
                for (StoredObject object : page) {
                    after = object.uri().key();
                    look(object, store.unfinished(object), on, saw, fresh, there);
                }
            } while (!page.isEmpty());
        }
        return there;
    }

    private static void look(
            StoredObject object,
            boolean unfinished,
            On on,
            LongPredicate saw,
            Consumer<Arrival> fresh,
            Set<Long> there) {
        long hash = Digest.hash(object.uri() + "\n" + object.etag());
        if (there.contains(hash) || saw.test(hash)) {
            there.add(hash);
            return;
        }
        if (unfinished) {
            return;
        }
        ObjectUri uri = object.uri();
        var event = new ObjectCreated(
                        uri.bucket(), uri.key(), object.size(), object.etag(), null, object.lastModified())
                .event();
        if (on.means().test(event)) {
            there.add(hash);
            fresh.accept(new Arrival(On.OBJECTS, hash, object.lastModified().toEpochMilli(), event));
        }
    }
}
