package io.forebay.engine.sql.procedure;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables and labels that are known where a body is being read. */
final class Scopes {
    /** Redshift's limit for a procedure. */
    private static final int MOST_VARIABLES = 1024;

    /** What a name may be used for. */
    enum Use {
        VARIABLE,
        CONSTANT,
        /** Has fields. */
        ROW
    }

    private record Scope(@Nullable String label, boolean loop, Map<String, Use> variables) {}

    private final Deque<Scope> open = new ArrayDeque<>();
    private int declared;

    void enter(@Nullable String label, boolean loop) {
        open.push(new Scope(label, loop, new HashMap<>()));
    }

    void leave() {
        open.pop();
    }

    /** @return false when the block has a variable of this name already */
    boolean declare(String name, Use use) {
        if (++declared > MOST_VARIABLES) {
            throw new ForebayException(
                    CommonError.STATEMENT_TOO_COMPLEX, "a procedure has at most " + MOST_VARIABLES + " variables");
        }
        return open.element().variables().put(name, use) == null;
    }

    @Nullable
    Use find(Target target) {
        String first = target.parts().get(0);
        for (Scope scope : open) {
            Use use = scope.variables().get(first);
            if (use != null) {
                return reaching(use, target.parts().size() - 1);
            }
            if (first.equals(scope.label()) && target.parts().size() > 1) {
                return reaching(
                        scope.variables().get(target.parts().get(1)),
                        target.parts().size() - 2);
            }
        }
        return null;
    }

    /** Only a row has what is named behind it, and that has nothing behind it. */
    private static @Nullable Use reaching(@Nullable Use use, int behind) {
        return behind == 0 || (behind == 1 && use == Use.ROW) ? use : null;
    }

    /** Whether EXIT (or CONTINUE) may leave something here. */
    boolean leaves(@Nullable String label, boolean continues) {
        return open.stream()
                .anyMatch(scope ->
                        label == null ? scope.loop() : label.equals(scope.label()) && (scope.loop() || !continues));
    }
}
