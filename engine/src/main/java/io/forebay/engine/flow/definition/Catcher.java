package io.forebay.engine.flow.definition;

import io.forebay.engine.flow.data.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where errors lead to. */
public record Catcher(
        List<String> errors,
        String next,
        Placement placement,
        @Nullable Expression output,
        @Nullable Expression assign) {
    public Catcher {
        errors = List.copyOf(errors);
    }
}
