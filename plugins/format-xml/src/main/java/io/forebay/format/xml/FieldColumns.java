package io.forebay.format.xml;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which column each field of a record goes to. Names of elements and attributes without their namespaces are matched to
 * columns: exactly, else without regard to case. Immutable.
 */
final class FieldColumns {
    /** No column has the name. */
    static final int NO_COLUMN = -1;

    /**
     * The column of the text of the record's element itself, and what stands before the names of attributes. SOURCE:
     * AWS Glue Developer Guide, "Using the XML format in AWS Glue" (attributePrefix {@code _}, valueTag {@code _VALUE}).
     */
    static final String VALUE = "_value";

    static final String ATTRIBUTE = "_";

    private final Map<String, Integer> exact = new HashMap<>();
    private final Map<String, Integer> lower = new HashMap<>();
    private final int value;

    FieldColumns(List<String> columns) {
        for (int i = 0; i < columns.size(); i++) {
            exact.putIfAbsent(columns.get(i), i);
            lower.putIfAbsent(columns.get(i).toLowerCase(Locale.ROOT), i);
        }
        value = column(VALUE);
    }

    /** The column for the elements of a name, or {@link #NO_COLUMN}. */
    int element(String name) {
        return column(name);
    }

    /** The column for the attribute of a name: {@code _name}, else {@code name}, or {@link #NO_COLUMN}. */
    int attribute(String name) {
        int prefixed = column(ATTRIBUTE + name);
        return prefixed == NO_COLUMN ? column(name) : prefixed;
    }

    /** The column for the own text of the record's element, or {@link #NO_COLUMN}. */
    int value() {
        return value;
    }

    private int column(String name) {
        Integer found = exact.get(name);
        if (found == null) {
            found = lower.get(name.toLowerCase(Locale.ROOT));
        }
        return found == null ? NO_COLUMN : found;
    }
}
