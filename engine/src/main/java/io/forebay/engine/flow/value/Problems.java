package io.forebay.engine.flow.value;

import java.util.ArrayList;
import java.util.List;

/** Collects all that is wrong with a definition. Not thread-safe. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void schema(String pointer, String message) {
        add(Problem.SCHEMA, pointer, message);
    }

    public void target(String pointer, String message) {
        add(Problem.TARGET, pointer, message);
    }

    public void add(String code, String pointer, String message) {
        found.add(new Problem(code, message, pointer.isEmpty() ? "/" : pointer));
    }

    public List<Problem> list() {
        return List.copyOf(found);
    }

    /** A member of the value at the pointer. */
    public static String at(String pointer, String member) {
        return pointer + "/" + member.replace("~", "~0").replace("/", "~1");
    }
}
