package io.forebay.engine.flow.definition;

import io.forebay.engine.flow.value.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A state machine that was found to be valid, with all its expressions compiled. Immutable; many executions on many
 * threads share one.
 *
 * @param timeout of the whole execution, in seconds; null for none
 */
public record Definition(Machine machine, @Nullable Long timeout) {
    /** @throws InvalidDefinition with all that is wrong with it */
    public static Definition read(String json) {
        DefinitionReader reader = new DefinitionReader();
        Optional<Definition> definition = reader.read(json);
        List<Problem> problems = reader.problems();
        if (!problems.isEmpty() || definition.isEmpty()) {
            throw new InvalidDefinition(problems);
        }
        return definition.get();
    }

    /** As {@link #read}, of a machine of type EXPRESS. */
    public static Definition readExpress(String json) {
        Definition definition = read(json);
        List<Problem> problems = Express.problems(definition.machine());
        if (!problems.isEmpty()) {
            throw new InvalidDefinition(problems);
        }
        return definition;
    }

    /** All that is wrong with a text; empty when it is a definition. */
    public static List<Problem> check(String json) {
        return check(json, false);
    }

    /** @param express of a machine of that type */
    public static List<Problem> check(String json, boolean express) {
        DefinitionReader reader = new DefinitionReader();
        Optional<Definition> definition = reader.read(json);
        List<Problem> problems = new ArrayList<>(reader.problems());
        if (express) {
            definition.ifPresent(read -> problems.addAll(Express.problems(read.machine())));
        }
        return problems;
    }

    /** The same, that ends after so many seconds at the latest. */
    public Definition within(long seconds) {
        return new Definition(machine, timeout == null ? seconds : Math.min(timeout, seconds));
    }

    /** The state with a name, wherever it is: names are not used twice. */
    public Optional<State> find(String name) {
        List<Machine> left = new ArrayList<>(List.of(machine));
        while (!left.isEmpty()) {
            Machine next = left.remove(left.size() - 1);
            State found = next.states().get(name);
            if (found != null) {
                return Optional.of(found);
            }
            next.states().values().forEach(state -> left.addAll(inner(state)));
        }
        return Optional.empty();
    }

    /** What each child execution of a distributed Map runs. */
    public Definition processor(String mapState) {
        if (find(mapState).orElse(null) instanceof State.Map map) {
            return new Definition(map.processor(), null);
        }
        throw new IllegalArgumentException("There is no Map state '" + mapState + "'");
    }

    static List<Machine> inner(State state) {
        if (state instanceof State.Parallel parallel) {
            return parallel.branches();
        }
        return state instanceof State.Map map ? List.of(map.processor()) : List.of();
    }
}
