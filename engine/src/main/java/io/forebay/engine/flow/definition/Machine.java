package io.forebay.engine.flow.definition;

import java.util.Map;

/** States that lead to one another: the whole, a branch, or the processor of items. */
public record Machine(String startAt, Map<String, State> states) {
    public Machine {
        states = Map.copyOf(states);
    }

    /** Of a name that the definition has. */
    public State load(String name) {
        State state = states.get(name);
        if (state == null) {
            throw new IllegalArgumentException("There is no state '" + name + "' here");
        }
        return state;
    }
}
