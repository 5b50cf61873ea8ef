package io.forebay.engine.procedure;

import org.jspecify.annotations.Nullable;

/** How a statement of a body has ended. */
record Flow(Kind kind, @Nullable String label) {
    /** What comes next. */
    enum Kind {
        NEXT,
        EXIT,
        CONTINUE,
        RETURN
    }

    static final Flow NEXT = new Flow(Kind.NEXT, null);
    static final Flow RETURN = new Flow(Kind.RETURN, null);

    /** Whether an EXIT or CONTINUE means the loop of this label. */
    boolean means(@Nullable String loop) {
        return label == null || label.equals(loop);
    }
}
