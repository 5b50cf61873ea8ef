package io.forebay.engine.sql.procedure;

import java.util.List;

/**
 * What a value is put into: a variable, a record's field, either with a block's label before it, or {@code $1}.
 *
 * @param parts folded as names are
 */
public record Target(int line, List<String> parts) {
    public Target {
        parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
        return String.join(".", parts);
    }
}
