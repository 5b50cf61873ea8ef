package io.forebay.engine.flow.definition;

import io.forebay.engine.flow.data.Variable;
import io.forebay.engine.flow.value.Limits;
import io.forebay.engine.flow.value.Problems;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads states that lead to one another, and those inside of them. */
final class MachineReader {
    private final Language language;
    private final Problems problems;
    private final Set<String> names = new HashSet<>();
    /** The variables that are assigned in each machine around the one that is read. */
    private final Deque<Set<String>> assigned = new ArrayDeque<>();

    MachineReader(Language language, Problems problems) {
        this.language = language;
        this.problems = problems;
    }

    Language language() {
        return language;
    }

    Optional<Machine> read(Fields fields) {
        fields.require("States", "StartAt");
        String startAt = fields.text("StartAt");
        Optional<Fields> states = fields.fields("States");
        if (states.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Fields> bodies = bodies(states.get());
        assigned.push(assignments(bodies));
        Map<String, State> read = new LinkedHashMap<>();
        Map<String, Set<String>> targets = new HashMap<>();
        bodies.forEach((name, body) -> {
            StateReader reader = new StateReader(this, name, body);
            reader.read().ifPresent(state -> read.put(name, state));
            targets.put(name, checked(reader.targets(), bodies.keySet()));
        });
        assigned.pop();
        if (startAt == null) {
            return Optional.empty();
        }
        if (!bodies.containsKey(startAt)) {
            problems.target(fields.at("StartAt"), "Missing 'StartAt' target: " + startAt);
            return Optional.empty();
        }
        reportUnreachable(startAt, targets, bodies);
        return read.isEmpty() ? Optional.empty() : Optional.of(new Machine(startAt, read));
    }

    private Map<String, Fields> bodies(Fields states) {
        Map<String, Fields> bodies = new LinkedHashMap<>();
        if (states.object().isEmpty()) {
            states.bad("There must be at least one state");
        }
        states.object().fieldNames().forEachRemaining(name -> {
            if (name.isEmpty() || name.codePointCount(0, name.length()) > Limits.NAME) {
                states.bad(name, "The state name must have 1 to " + Limits.NAME + " characters");
            }
            if (!names.add(name)) {
                states.bad(name, "The state name '" + name + "' is used twice: names are unique in the whole machine");
            }
            states.fields(name).ifPresent(body -> bodies.put(name, body));
        });
        return bodies;
    }

    private Set<String> checked(Map<String, String> targets, Set<String> states) {
        Set<String> reached = new LinkedHashSet<>();
        targets.forEach((pointer, target) -> {
            if (states.contains(target)) {
                reached.add(target);
            } else {
                String field = pointer.substring(pointer.lastIndexOf('/') + 1);
                problems.target(pointer, "Missing '" + field + "' target: " + target);
            }
        });
        return reached;
    }

    private void reportUnreachable(String startAt, Map<String, Set<String>> targets, Map<String, Fields> bodies) {
        Set<String> reached = new HashSet<>(Set.of(startAt));
        Deque<String> left = new ArrayDeque<>(reached);
        while (!left.isEmpty()) {
            for (String target : targets.getOrDefault(left.pop(), Set.of())) {
                if (reached.add(target)) {
                    left.push(target);
                }
            }
        }
        bodies.forEach((name, body) -> {
            if (!reached.contains(name)) {
                problems.target(body.pointer(), "State \"" + name + "\" is not reachable.");
            }
        });
    }

    private Set<String> assignments(Map<String, Fields> bodies) {
        Set<String> all = new HashSet<>();
        bodies.values().forEach(body -> {
            assignments(body, all);
            for (String list : List.of("Catch", "Choices")) {
                if (body.object().path(list).isArray()) {
                    body.list(list).forEach(inner -> assignments(inner, all));
                }
            }
        });
        return all;
    }

    private void assignments(Fields fields, Set<String> all) {
        fields.object().path("Assign").fieldNames().forEachRemaining(name -> {
            String variable = name.endsWith(".$") ? name.substring(0, name.length() - 2) : name;
            String at = Problems.at(fields.at("Assign"), name);
            Variable.fault(variable).ifPresent(fault -> problems.schema(at, fault));
            if (assigned.stream().anyMatch(outer -> outer.contains(variable))) {
                problems.schema(at, "The variable '" + variable + "' is assigned in an outer scope already");
            }
            all.add(variable);
        });
    }
}
