package io.forebay.format.xml;

import java.util.HashSet;
import java.util.Set;

/**
 * The different names in a file. The parser keeps each of them for good, so a file may have only so many.
 */
final class Names {
    static final int MOST = 100_000;
    private static final int MOST_CHARACTERS = 4 << 20;

    private final Set<String> known = new HashSet<>();
    private int characters;

    /** Counts a name, unless it is known; false when there are too many. */
    boolean add(String name) {
        if (known.add(name)) {
            characters += name.length();
        }
        return known.size() <= MOST && characters <= MOST_CHARACTERS;
    }
}
