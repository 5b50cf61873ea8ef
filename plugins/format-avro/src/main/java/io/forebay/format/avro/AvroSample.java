package io.forebay.format.avro;

import io.forebay.format.avro.file.AvroFile;
import io.forebay.format.avro.file.Block;
import io.forebay.format.avro.file.Expander;
import io.forebay.format.avro.file.Header;
import io.forebay.format.avro.schema.AvroPath;
import io.forebay.format.avro.schema.FieldTypes;
import io.forebay.format.avro.schema.Plan;
import io.forebay.format.avro.schema.SchemaReader;
import io.forebay.format.avro.schema.Type;
import io.forebay.format.avro.schema.Wanted;
import io.forebay.format.avro.value.Cursor;
import io.forebay.format.kit.schema.ColumnName;
import io.forebay.format.kit.schema.NamedFields;
import io.forebay.format.kit.schema.UniqueNames;
import io.forebay.format.kit.source.Damage;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.SchemaSample;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the columns from the schemas of files. The first records tell how long texts and bytes are; where they are in a
 * large block, the header does alone.
 */
final class AvroSample implements SchemaSample {
    private static final int MOST_STORED = 1 << 20;

    /** What is around a block's bytes: counts and the sync marker. */
    private static final int BLOCK_ENDS = 20;

    private static final int MOST_EXPANDED = 8 << 20;

    private final ReadOptions options;
    private final List<String> arguments;
    private final NamedFields<FieldTypes> named = new NamedFields<>(FieldTypes::new);

    /** With a JSONPaths file: the columns' names, and what is known of each. */
    private final List<String> pathNames;

    private final List<FieldTypes> byPath = new ArrayList<>();
    private boolean any;

    AvroSample(ReadOptions options) {
        this.options = options;
        List<String> given = ((Layout.Named) options.layout()).arguments();
        this.arguments = given.isEmpty() ? List.of("auto") : given;
        this.pathNames = paths() ? AvroPath.columnNames(given.subList(1, given.size())) : List.of();
        pathNames.forEach(name -> byPath.add(new FieldTypes()));
        Wanted.of(arguments, pathNames); // says what is wrong with the arguments
    }

    private boolean paths() {
        return arguments.get(0).equals("paths");
    }

    @Override
    public void add(StoredObject object, InputStream stored) {
        try (InflatingPool inflaters = new InflatingPool(ReadRequest.INFLATED_LIMIT);
                TextSource source = TextSource.binary(object.uri(), stored, options, inflaters)) {
            try {
                Damage damage = new Damage(object.uri());
                AvroFile file = new AvroFile(source, damage);
                Header header = file.header();
                if (header != null) {
                    any = true;
                    look(file, header, damage);
                }
            } finally {
                source.interrupt();
            }
        }
    }

    private void look(AvroFile file, Header header, Damage damage) {
        Type root = SchemaReader.read(header.schema(), damage);
        List<@Nullable FieldTypes> columns = new ArrayList<>(byPath);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < root.parts() && !paths(); i++) {
            String name = new String(root.name(i), StandardCharsets.UTF_8);
            FieldTypes field = named.find(name);
            if (field != null) {
                names.add(name);
                columns.add(field);
            }
        }
        Plan plan = Plan.of(root, paths() ? Wanted.of(arguments, pathNames) : Wanted.of(List.of("auto"), names));
        FieldLook.types(plan, columns);
        if (!lengths(file, header, damage, plan, columns)) {
            columns.stream().filter(Objects::nonNull).forEach(FieldTypes::unseen);
        }
    }

    /** Looks at the first records. @return whether there were some, or the file has none */
    private static boolean lengths(
            AvroFile file, Header header, Damage damage, Plan plan, List<@Nullable FieldTypes> columns) {
        boolean seen = false;
        try (Expander expander = new Expander(header.codec(), damage, MOST_EXPANDED)) {
            Cursor cursor = new Cursor(damage);
            RecordPlaces found = new RecordPlaces(plan, cursor, columns.size());
            long stored = 0;
            long expanded = 0;
            while (stored < MOST_STORED && expanded < MOST_EXPANDED) {
                if (file.atEnd()) {
                    return true;
                }
                Block block = file.next(header, MOST_STORED);
                if (block == null) {
                    return seen;
                }
                byte[] bytes = expander.expand(block);
                cursor.start(bytes, expander.length());
                for (long record = 0; record < block.records() && !cursor.atEnd(); record++) {
                    cursor.startRecord(block.firstRecord() + record);
                    int from = cursor.at();
                    found.find();
                    int end = cursor.at();
                    FieldLook.lengths(found, cursor, columns);
                    cursor.moveTo(end);
                    seen = true;
                    if (end == from) {
                        break; // records without bytes are all alike, and there may be 2^63 of them
                    }
                }
                stored += block.length() + BLOCK_ENDS;
                expanded += expander.length() + 1L;
            }
            return true;
        } catch (ForebayException e) {
            if (e.is(FormatError.DAMAGED_FILE)) {
                return seen; // the load will tell; the schema is known
            }
            throw e;
        }
    }

    @Override
    public List<Column> columns() {
        if (!paths()) {
            return named.columns(FieldTypes::type);
        }
        List<Column> columns = new ArrayList<>();
        UniqueNames names = new UniqueNames();
        for (int column = 0; any && column < byPath.size(); column++) {
            String name = pathNames.get(column);
            columns.add(Column.of(
                    names.next(ColumnName.possible(name) ? name : "column_" + (column + 1)),
                    byPath.get(column).type()));
        }
        return columns;
    }

    @Override
    public List<String> remarks() {
        return named.remarks("fields", arguments.get(0).equals("auto"));
    }
}
