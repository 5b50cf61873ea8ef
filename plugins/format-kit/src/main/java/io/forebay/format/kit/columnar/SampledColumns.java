package io.forebay.format.kit.columnar;

import io.forebay.format.kit.schema.ColumnName;
import io.forebay.format.kit.schema.NamedFields;
import io.forebay.format.kit.schema.UniqueNames;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TableDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns that a table needs for files that tell theirs: column by column where they go by position, whatever their
 * names, else by their names. Used by one thread.
 */
public final class SampledColumns {
    private final ReadOptions options;
    private final boolean named;
    private final boolean exact;
    private final NamedFields<TypesSeen> byName;
    private final List<Placed> byPosition = new ArrayList<>();
    private final Set<String> nested = new LinkedHashSet<>();

    /** @param name of the column in the first file that has one there */
    private record Placed(String name, TypesSeen types) {}

    public SampledColumns(ReadOptions options) {
        this.options = options;
        this.named = ColumnMatch.byName(options.layout());
        this.exact = options.layout() instanceof Layout.Named layout
                && layout.arguments().contains("auto");
        this.byName = new NamedFields<>(TypesSeen::new);
    }

    /**
     * A file has a column.
     *
     * @param number in its file, from 0; all before it were told
     * @param type that takes all its values
     * @param tree whether it holds lists, maps or structs
     */
    public void add(int number, String name, ColumnType type, boolean tree) {
        TypesSeen types = named ? byName.find(name) : at(number, name);
        if (types != null) {
            types.add(type);
            if (tree) {
                nested.add(name.length() > ColumnName.MOST_BYTES ? name.substring(0, ColumnName.MOST_BYTES) : name);
            }
        }
    }

    private TypesSeen at(int number, String name) {
        if (number == byPosition.size()) {
            boolean possible = ColumnName.possible(name);
            byPosition.add(new Placed(possible ? ColumnName.fold(name) : "column_" + (number + 1), new TypesSeen()));
        }
        return byPosition.get(number).types();
    }

    public List<Column> columns() {
        if (named) {
            return byName.columns(TypesSeen::type);
        }
        UniqueNames unique = new UniqueNames();
        return byPosition.stream()
                .limit(TableDefinition.MAX_COLUMNS)
                .map(column ->
                        Column.of(unique.next(column.name()), column.types().type()))
                .toList();
    }

    /**
     * What the columns do not tell.
     *
     * @param format as COPY names it
     * @param trees what the format calls columns with columns in them, such as {@code lists, maps and structs}
     */
    public List<String> remarks(String format, String trees) {
        List<String> remarks = new ArrayList<>();
        if (named) {
            remarks.addAll(byName.remarks("columns of the files", exact));
        } else if (byPosition.size() > TableDefinition.MAX_COLUMNS) {
            remarks.add("the files have " + byPosition.size() + " columns, and a table may have only "
                    + TableDefinition.MAX_COLUMNS + ": COPY some of them by name, with " + format + " 'auto'");
        }
        if (!nested.isEmpty() && !options.has(ReadFlag.SERIALIZETOJSON)) {
            remarks.add(trees + " (\"" + nested.iterator().next() + "\"" + (nested.size() > 1 ? " and more" : "")
                    + ") are loaded under SERIALIZETOJSON alone");
        }
        return remarks;
    }
}
