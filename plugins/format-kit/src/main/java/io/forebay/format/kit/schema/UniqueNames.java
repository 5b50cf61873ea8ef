package io.forebay.format.kit.schema;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names that are different from each other without regard to case: one that comes again gets a number behind it. */
public final class UniqueNames {
    private final Set<String> taken = new HashSet<>();

    /** The name, or {@code name_2} and so on. */
    public String next(String wanted) {
        String name = wanted;
        for (int again = 2; !taken.add(name.toLowerCase(Locale.ROOT)); again++) {
            name = wanted + "_" + again;
        }
        return name;
    }
}
