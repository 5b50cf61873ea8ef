package io.forebay.engine.flow.definition;

import io.forebay.engine.flow.value.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A text that is no definition. Its message is that of CreateStateMachine. */
public final class InvalidDefinition extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;

    InvalidDefinition(List<Problem> problems) {
        super("Invalid State Machine Definition: '"
                + problems.stream().map(Problem::toString).collect(Collectors.joining(", ")) + "'");
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
