package io.forebay.engine.discover;

import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lists a prefix and finds what is to be loaded, without holding the whole listing. */
public final class Scan {
    private static final int PAGE = 1000;
    private static final int STAGED = 50_000;

    private final ObjectStore store;

    public Scan(ObjectStore store) {
        this.store = store;
    }

    /**
     * @param unfinished new objects that were left out because they may still be growing: look again soon
     */
    public record Outcome(long listed, int unfinished) {}

    /** Everything under the prefix, as it is now: a job's baseline. */
    public List<StoredObject> all(ObjectUri prefix) {
        List<StoredObject> objects = new ArrayList<>();
        pages(prefix, objects::addAll);
        return objects;
    }

    /**
     * Gives the objects to load in key order, some at a time.
     *
     * @param sieve is asked which objects of the listing those are
     * @param found is given lists that are not empty
     */
    public Outcome unseen(Sieve sieve, ObjectUri prefix, Consumer<List<StoredObject>> found) {
        long[] listed = {0};
        int[] unfinished = {0};
        List<StoredObject> staged = new ArrayList<>();
        pages(prefix, page -> {
            listed[0] += page.size();
            staged.addAll(page);
            if (staged.size() >= STAGED) {
                unfinished[0] += compare(sieve, List.copyOf(staged), found);
                staged.clear();
            }
        });
        unfinished[0] += compare(sieve, staged, found);
        return new Outcome(listed[0], unfinished[0]);
    }

    private int compare(Sieve sieve, List<StoredObject> staged, Consumer<List<StoredObject>> found) {
        List<StoredObject> unseen = sieve.toLoad(staged);
        List<StoredObject> complete =
                unseen.stream().filter(object -> !store.unfinished(object)).toList();
        if (!complete.isEmpty()) {
            found.accept(complete);
        }
        return unseen.size() - complete.size();
    }

    private void pages(ObjectUri prefix, Consumer<List<StoredObject>> each) {
        String after = "";
        while (true) {
            List<StoredObject> page = store.list(prefix, after, PAGE);
            if (page.isEmpty()) {
                return;
            }
            each.accept(page);
            after = page.get(page.size() - 1).uri().key();
        }
    }
}
