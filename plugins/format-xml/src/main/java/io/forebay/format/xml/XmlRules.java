package io.forebay.format.xml;

import io.forebay.format.kit.extra.NewFields;
import io.forebay.format.kit.value.FieldParser;
import io.forebay.format.kit.value.FieldParsers;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.warehouse.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one COPY says, compiled: made once a load, shared by its threads. */
final class XmlRules {
    final ReadOptions options;
    final long inflatedLimit;
    final String rowTag;
    final Column[] columns;
    final FieldParser[] parsers;

    /** Which of the columns a field goes to. */
    final FieldColumns fields;

    final ExtraFields extra;

    /** The fields that no column takes; null when they are not to be added. */
    final @Nullable NewColumns newColumns;

    /** @throws ForebayException BAD_OPTIONS when the options do not fit the columns */
    XmlRules(ReadRequest request) {
        options = request.options();
        inflatedLimit = request.inflatedLimit();
        rowTag = rowTag(options);
        if (request.columns().isEmpty()) {
            throw bad("there is no column to load");
        }
        columns = request.columns().toArray(new Column[0]);
        parsers = request.columns().stream()
                .map(column -> FieldParsers.of(column, options))
                .toArray(FieldParser[]::new);
        fields = new FieldColumns(request.columns().stream().map(Column::name).toList());
        extra = request.extra();
        newColumns = NewFields.wanted(request) ? new NewColumns(request) : null;
    }

    /** Whether fields that no column takes matter. */
    boolean wantsExtras() {
        return extra.policy() != ExtraFields.Policy.IGNORE || extra.rescued();
    }

    /** @throws ForebayException BAD_OPTIONS when there is none, or an option that is not for XML */
    static String rowTag(ReadOptions options) {
        List<String> arguments = ((Layout.Named) options.layout()).arguments();
        if (arguments.size() != 1 || arguments.get(0).isBlank()) {
            throw bad("XML needs ROWTAG 'name': the name of the elements that are records");
        }
        if (options.ignoreHeader() > 0) {
            throw bad("IGNOREHEADER is for text, not for XML");
        }
        return arguments.get(0);
    }

    private static ForebayException bad(String message) {
        return new ForebayException(FormatError.BAD_OPTIONS, message);
    }
}
