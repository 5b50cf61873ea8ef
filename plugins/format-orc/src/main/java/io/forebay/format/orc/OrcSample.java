package io.forebay.format.orc;

import io.forebay.format.kit.columnar.ColumnMatch;
import io.forebay.format.kit.columnar.FileType;
import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.kit.schema.ColumnName;
import io.forebay.format.kit.schema.FieldGuess;
import io.forebay.format.kit.schema.NamedFields;
import io.forebay.format.kit.schema.UniqueNames;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.orc.file.FileTail;
import io.forebay.format.orc.file.TailReader;
import io.forebay.format.orc.file.TypeTree;
import io.forebay.format.orc.value.FileTypes;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.SchemaSample;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.TableDefinition;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.orc.TypeDescription;

/** The columns that files say they have: field by field where columns go by position, else by their names. */
final class OrcSample implements SchemaSample {
    private final ReadOptions options;
    private final boolean named;
    private final boolean exact;
    private final NamedFields<FieldGuess> byName;
    private final List<Placed> byPosition = new ArrayList<>();
    private final Set<String> nested = new LinkedHashSet<>();

    /** @param name of the field in the first file that has one there */
    private record Placed(String name, FieldGuess guess) {}

    OrcSample(ReadOptions options) {
        this.options = options;
        this.named = ColumnMatch.byName(options.layout());
        this.exact = options.layout() instanceof Layout.Named layout
                && layout.arguments().contains("auto");
        this.byName = new NamedFields<>(() -> new FieldGuess(options));
    }

    @Override
    public void add(StoredObject object, InputStream stream) {
        try (InflatingPool pool = new InflatingPool(ReadRequest.INFLATED_LIMIT);
                ObjectBytes bytes = new ObjectBytes(object, stream, OrcFormat.MAGIC, pool)) {
            try {
                FileTail tail = new TailReader(bytes, bytes.damage()).read();
                if (tail != null) {
                    add(tail.types());
                }
            } catch (ForebayException e) {
                throw e.is(FormatError.DAMAGED_FILE) ? bytes.orChanged(e) : e;
            } finally {
                bytes.interrupt();
            }
        }
    }

    private void add(TypeTree tree) {
        List<TypeDescription> fields = tree.root().getChildren();
        for (int i = 0; i < fields.size(); i++) {
            String name = tree.name(tree.root(), i);
            FieldGuess guess = named ? byName.find(name) : at(i, name);
            if (guess == null) {
                continue;
            }
            guess.known(FileTypes.natural(fields.get(i)));
            if (FileTypes.of(fields.get(i)).kind() == FileType.Kind.NESTED) {
                nested.add(name);
            }
        }
    }

    private FieldGuess at(int field, String name) {
        if (field == byPosition.size()) {
            boolean possible = ColumnName.possible(name);
            byPosition.add(
                    new Placed(possible ? ColumnName.fold(name) : "column_" + (field + 1), new FieldGuess(options)));
        }
        return byPosition.get(field).guess();
    }

    @Override
    public List<Column> columns() {
        if (named) {
            return byName.columns(FieldGuess::type);
        }
        UniqueNames unique = new UniqueNames();
        return byPosition.stream()
                .limit(TableDefinition.MAX_COLUMNS)
                .map(field -> Column.of(unique.next(field.name()), field.guess().type()))
                .toList();
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (named) {
            remarks.addAll(byName.remarks("columns of the files", exact));
        } else if (byPosition.size() > TableDefinition.MAX_COLUMNS) {
            remarks.add("the files have " + byPosition.size() + " columns, and a table may have only "
                    + TableDefinition.MAX_COLUMNS + ": COPY some of them by name, with ORC 'auto'");
        }
        if (!nested.isEmpty() && !options.has(ReadFlag.SERIALIZETOJSON)) {
            remarks.add(
                    "lists, maps, structs and unions (\"" + nested.iterator().next() + "\""
                            + (nested.size() > 1 ? " and more" : "") + ") are loaded under SERIALIZETOJSON alone");
        }
        return remarks;
    }
}
