package io.forebay.format.avro;

import io.forebay.format.avro.schema.Plan;
import io.forebay.format.avro.schema.SchemaReader;
import io.forebay.format.avro.schema.Wanted;
import io.forebay.format.kit.source.Damage;
import io.forebay.format.kit.source.InflatedLimit;
import io.forebay.format.kit.value.FieldParser;
import io.forebay.format.kit.value.FieldParsers;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.warehouse.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one COPY says, compiled: made once a load, shared by its threads. */
final class AvroRules {
    final ReadOptions options;
    final Column[] columns;
    final FieldParser[] parsers;
    final InflatedLimit limit;
    private final Wanted wanted;
    private volatile @Nullable Known known;

    /** The plan for the schema that was met last: the files of a load mostly have one. */
    private record Known(String schema, Plan plan) {}

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
        Layout.Named layout = (Layout.Named) options.layout();
        wanted = Wanted.of(layout.arguments(), list.stream().map(Column::name).toList());
    }

    Plan plan(String schema, Damage damage) {
        Known last = known;
        if (last == null || !last.schema().equals(schema)) {
            last = new Known(schema, Plan.of(SchemaReader.read(schema, damage), wanted));
            known = last;
        }
        return last.plan();
    }

    private static ForebayException bad(String message) {
        return new ForebayException(FormatError.BAD_OPTIONS, message);
    }
}
