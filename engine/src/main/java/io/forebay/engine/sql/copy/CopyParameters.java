package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.text.Mistake;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of one COPY as they were written. */
final class CopyParameters {
    /**
     * @param offset where the parameter's name stands
     * @param arguments its arguments without quotes; empty when none was written
     */
    record Given(CopyParameter parameter, int offset, List<String> arguments) {}

    private final Map<CopyParameter, Given> given = new EnumMap<>(CopyParameter.class);

    void add(Given added) {
        if (given.putIfAbsent(added.parameter(), added) != null) {
            throw Mistake.syntax(added.offset(), added.parameter().shown() + " is given twice; leave one out");
        }
    }

    boolean has(CopyParameter parameter) {
        return given.containsKey(parameter);
    }

    Optional<Given> find(CopyParameter parameter) {
        return Optional.ofNullable(given.get(parameter));
    }

    /** The first argument; empty when there is none or the parameter was not given. */
    Optional<String> argument(CopyParameter parameter) {
        return find(parameter).flatMap(g -> g.arguments().stream().findFirst());
    }

    /** Where the parameter stands; 0 when it was not given. */
    int offset(CopyParameter parameter) {
        return find(parameter).map(Given::offset).orElse(0);
    }
}
