package io.forebay.engine.discover;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.Settlement;
import io.forebay.spi.store.StoredObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a watch waits for: the objects that it told, in their order, each with all its settlements. Not thread-safe. */
public final class Owed {
    private final Map<ObjectUri, Waiting> waiting = new LinkedHashMap<>();

    private record Waiting(StoredObject object, List<Settlement> settlements) {}

    /** Nothing of it is kept when the watch does not wait. */
    void add(StoredObject object, Settlement settlement) {
        if (settlement != Settlement.NONE) {
            addAll(object, List.of(settlement));
        }
    }

    /** Takes over what another has, as newer than its own. */
    public void addAll(Owed other) {
        if (other != this) {
            other.waiting.values().forEach(each -> addAll(each.object, each.settlements));
            other.waiting.clear();
        }
    }

    private void addAll(StoredObject object, List<Settlement> settlements) {
        Waiting before = waiting.get(object.uri());
        List<Settlement> all = before == null ? new ArrayList<>() : before.settlements;
        all.addAll(settlements);
        waiting.put(object.uri(), new Waiting(object, all));
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The newest description of each object. */
    public List<StoredObject> objects() {
        return waiting.values().stream().map(Waiting::object).toList();
    }

    /** All are done with. */
    public void settle() {
        waiting.values().forEach(each -> each.settlements.forEach(Settlement::settled));
        waiting.clear();
    }

    /** These are still waited for; the others are done with. */
    public void settleAllBut(Collection<StoredObject> open) {
        Owed others = new Owed();
        others.addAll(this);
        for (StoredObject object : open) {
            Waiting still = others.waiting.remove(object.uri());
            if (still != null) {
                waiting.put(object.uri(), still);
            }
        }
        others.settle();
    }
}
