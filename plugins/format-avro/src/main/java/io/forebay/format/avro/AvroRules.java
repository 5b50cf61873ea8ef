package io.forebay.format.avro;

import io.forebay.format.avro.schema.Plan;
import io.forebay.format.avro.schema.SchemaReader;
import io.forebay.format.avro.schema.Type;
import io.forebay.format.avro.schema.Wanted;
import io.forebay.format.kit.extra.NewFields;
import io.forebay.format.kit.source.Damage;
import io.forebay.format.kit.source.InflatedLimit;
import io.forebay.format.kit.value.FieldParser;
import io.forebay.format.kit.value.FieldParsers;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.warehouse.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one COPY says, compiled: made once a load, shared by its threads. */
final class AvroRules {
    final ReadOptions options;
    final Column[] columns;
    final FieldParser[] parsers;
    final InflatedLimit limit;
    final ExtraFields extra;

    /** The fields that no column takes; null when they are not to be added. */
    final @Nullable NewColumns newColumns;

    private final List<String> arguments;
    private final List<String> names;
    private final Wanted wanted;
    private volatile @Nullable Known known;

    /** The plan for the schema that was met last: the files of a load mostly have one. */
    private record Known(String schema, FilePlan plan) {}

    /** @throws ForebayException BAD_OPTIONS when the options do not fit the columns */
    AvroRules(ReadRequest request) {
        options = request.options();
        limit = new InflatedLimit(request.inflatedLimit());
        List<Column> list = request.columns();
        if (list.isEmpty()) {
            throw bad("there is no column to load");
        }
        if (options.encoding() != Encoding.UTF8 || options.ignoreHeader() > 0) {
            throw bad("ENCODING and IGNOREHEADER are for text, not for AVRO");
        }
        columns = list.toArray(new Column[0]);
        parsers = list.stream().map(column -> FieldParsers.of(column, options)).toArray(FieldParser[]::new);
        extra = request.extra();
        arguments = ((Layout.Named) options.layout()).arguments();
        names = list.stream().map(Column::name).toList();
        wanted = Wanted.of(arguments, names);
        newColumns = NewFields.wanted(request) ? new NewColumns(request, arguments.contains("auto ignorecase")) : null;
    }

    FilePlan plan(String schema, Damage damage) {
        Known last = known;
        if (last == null || !last.schema().equals(schema)) {
            last = new Known(schema, plan(SchemaReader.read(schema, damage)));
            known = last;
        }
        return last.plan();
    }

    private FilePlan plan(Type record) {
        if (extra.policy() == ExtraFields.Policy.IGNORE && !extra.rescued()) {
            return new FilePlan(Plan.of(record, wanted), List.of());
        }
        List<String> extras = wanted.unwanted(record);
        List<String> all = new ArrayList<>(names);
        all.addAll(extras);
        return new FilePlan(Plan.of(record, Wanted.of(arguments, all)), extras);
    }

    private static ForebayException bad(String message) {
        return new ForebayException(FormatError.BAD_OPTIONS, message);
    }
}
