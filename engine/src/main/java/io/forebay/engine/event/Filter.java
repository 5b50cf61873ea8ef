package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Whether a value, which is neither an array nor an object, is meant. */
interface Filter {
    boolean accepts(JsonNode value);

    /** Whether it is the name of a filter. */
    static boolean named(String name) {
        return NAMES.contains(name);
    }

    Set<String> NAMES =
            Set.of("prefix", "suffix", "equals-ignore-case", "wildcard", "anything-but", "numeric", "cidr", "exists");
}
