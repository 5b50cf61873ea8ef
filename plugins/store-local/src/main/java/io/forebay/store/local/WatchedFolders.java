package io.forebay.store.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which watch is on which folder. A folder has one watch and, through links, maybe several keys. */
final class WatchedFolders {
    private final Map<Integer, Set<String>> keys = new HashMap<>();
    private final TreeMap<String, Integer> watches = new TreeMap<>();

    /** Keys of the folder, each empty or ending in a slash; empty when it is not watched any more. */
    List<String> keys(int watch) {
        return List.copyOf(keys.getOrDefault(watch, Set.of()));
    }

    /** Notes a watch; false when the folder is the same as one above it, that is a link in a circle. */
    boolean add(int watch, String key) {
        Set<String> same = keys.computeIfAbsent(watch, w -> new TreeSet<>());
        if (same.stream().anyMatch(other -> !other.equals(key) && key.startsWith(other))) {
            return false;
        }
        forgetOther(watch, key);
        same.add(key);
        watches.put(key, watch);
        return true;
    }

    /** Forgets a watch that the kernel has ended. */
    void remove(int watch) {
        Set<String> gone = keys.remove(watch);
        if (gone != null) {
            gone.forEach(key -> watches.remove(key, watch));
        }
    }

    /** Forgets a folder and all below it; gives the watches that nothing needs any more. */
    List<Integer> removeTree(String key) {
        List<Integer> unused = new ArrayList<>();
        Map<String, Integer> below = watches.subMap(key, true, key + Character.MAX_VALUE, true);
        below.forEach((folder, watch) -> {
            Set<String> same = keys.getOrDefault(watch, Set.of());
            same.remove(folder);
            if (same.isEmpty()) {
                keys.remove(watch);
                unused.add(watch);
            }
        });
        below.clear();
        return unused;
    }

    int size() {
        return watches.size();
    }

    void clear() {
        keys.clear();
        watches.clear();
    }

    private void forgetOther(int watch, String key) {
        Integer before = watches.get(key);
        if (before != null && before != watch) {
            Set<String> same = keys.get(before);
            if (same != null) {
                same.remove(key);
            }
        }
    }
}
