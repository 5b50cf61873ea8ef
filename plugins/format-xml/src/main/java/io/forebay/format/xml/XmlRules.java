package io.forebay.format.xml;

import io.forebay.format.kit.value.FieldParser;
import io.forebay.format.kit.value.FieldParsers;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.warehouse.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one COPY says, compiled: made once a load, shared by its threads. Names of elements and attributes without their
 * namespaces are matched to columns: exactly, else without regard to case.
 */
final class XmlRules {
    /** No column has the name. */
    static final int NO_COLUMN = -1;

    /**
     * The column of the text of the record's element itself, and what stands before the names of attributes. SOURCE:
     * AWS Glue Developer Guide, "Using the XML format in AWS Glue" (attributePrefix {@code _}, valueTag {@code _VALUE}).
     */
    private static final String VALUE = "_value";

    private static final String ATTRIBUTE = "_";

    final ReadOptions options;
    final String rowTag;
    final Column[] columns;
    final FieldParser[] parsers;
    final int valueColumn;
    private final Map<String, Integer> exact = new HashMap<>();
    private final Map<String, Integer> lower = new HashMap<>();

    /** @throws ForebayException BAD_OPTIONS when the options do not fit the columns */
    XmlRules(ReadRequest request) {
        options = request.options();
        List<String> arguments = ((Layout.Named) options.layout()).arguments();
        if (arguments.size() != 1 || arguments.get(0).isBlank()) {
            throw bad("XML needs ROWTAG 'name': the name of the elements that are records");
        }
        if (request.columns().isEmpty()) {
            throw bad("there is no column to load");
        }
        if (options.ignoreHeader() > 0) {
            throw bad("IGNOREHEADER is for text, not for XML");
        }
        rowTag = arguments.get(0);
        columns = request.columns().toArray(new Column[0]);
        parsers = request.columns().stream()
                .map(column -> FieldParsers.of(column, options))
                .toArray(FieldParser[]::new);
        for (int i = 0; i < columns.length; i++) {
            exact.putIfAbsent(columns[i].name(), i);
            lower.putIfAbsent(columns[i].name().toLowerCase(Locale.ROOT), i);
        }
        valueColumn = column(VALUE);
    }

    /** The column for the elements of a name, or {@link #NO_COLUMN}. */
    int elementColumn(String name) {
        return column(name);
    }

    /** The column for the attribute of a name: {@code _name}, else {@code name}, or {@link #NO_COLUMN}. */
    int attributeColumn(String name) {
        int prefixed = column(ATTRIBUTE + name);
        return prefixed == NO_COLUMN ? column(name) : prefixed;
    }

    private int column(String name) {
        Integer found = exact.get(name);
        if (found == null) {
            found = lower.get(name.toLowerCase(Locale.ROOT));
        }
        return found == null ? NO_COLUMN : found;
    }

    private static ForebayException bad(String message) {
        return new ForebayException(FormatError.BAD_OPTIONS, message);
    }
}
