package io.forebay.engine.procedure;

import io.forebay.engine.sql.Procedure;
import io.forebay.engine.sql.procedure.Target;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of a procedure while it runs: its variables, block by block, and where it is. */
final class Frame {
    /** What a name with dots stands for. @param length how many of its parts name it @param value null for a whole row */
    record Found(Variable variable, int length, @Nullable Value value) {}

    private record Scope(@Nullable String label, Map<String, Variable> variables) {}

    private final Procedure procedure;
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private final Variable.Scalar found = new Variable.Scalar("found", Value.BOOLEAN, false, null);
    private long rowCount;
    private int line = 1;
    private String activity = "";
    private @Nullable String statement;

    Frame(Procedure procedure) {
        this.procedure = procedure;
        enter(procedure.name().name());
        declare("found", found);
        found(false);
    }

    Procedure procedure() {
        return procedure;
    }

    void enter(@Nullable String label) {
        scopes.push(new Scope(label, new HashMap<>()));
    }

    void leave() {
        scopes.pop();
    }

    int depth() {
        return scopes.size();
    }

    void leaveTo(int depth) {
        while (scopes.size() > depth) {
            scopes.pop();
        }
    }

    void declare(String name, Variable variable) {
        scopes.element().variables().put(name, variable);
    }

    void found(boolean value) {
        found.set(Value.bool(value));
    }

    long rowCount() {
        return rowCount;
    }

    void rowCount(long count) {
        rowCount = count;
    }

    /** What runs now, for errors. @param sql the statement of SQL, null when it is none */
    void at(int newLine, String newActivity, @Nullable String sql) {
        line = newLine;
        activity = newActivity;
        statement = sql;
    }

    /** The lines of an error's context. SOURCE: Amazon Redshift Database Developer Guide, "Managing transactions". */
    String context() {
        String at = "PL/pgSQL function \"" + procedure.name().name() + "\" line " + line + " at " + activity;
        return statement == null ? at : "SQL statement \"" + statement + "\"\n" + at;
    }

    Variable variable(Target target) {
        Found found = find(target.parts());
        if (found == null) {
            throw new IllegalStateException("the parser knew " + target);
        }
        return found.variable();
    }

    /** The innermost variable that the first parts of a name stand for; null when they stand for none. */
    @Nullable
    Found find(List<String> parts) {
        for (Scope scope : scopes) {
            Variable variable = scope.variables().get(parts.get(0));
            if (variable != null) {
                return of(variable, parts, 1);
            }
            boolean labelled = parts.size() > 1 && parts.get(0).equals(scope.label());
            Variable inside = labelled ? scope.variables().get(parts.get(1)) : null;
            if (inside != null) {
                return of(inside, parts, 2);
            }
        }
        return null;
    }

    private static @Nullable Found of(Variable variable, List<String> parts, int length) {
        if (variable instanceof Variable.Scalar scalar) {
            return parts.size() == length ? new Found(scalar, length, scalar.value()) : null;
        }
        if (parts.size() == length) {
            return new Found(variable, length, null);
        }
        Variable.Row row = (Variable.Row) variable;
        return new Found(row, length + 1, parts.get(length).equals("*") ? null : row.field(parts.get(length)));
    }
}
