package io.forebay.format.kit.extra;

import io.forebay.format.kit.schema.ColumnName;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TableDefinition;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * ON NEW COLUMN ADD: the fields that no column took, over all records of a load. Used by one thread at a time.
 *
 * @param <F> what is known of a field
 */
public final class NewFields<F> {
    private final boolean ignoreCase;
    private final boolean rescued;
    private final Supplier<F> maker;
    private final Set<String> taken = new HashSet<>();

    /** Columns that the files do not fill. */
    private final Set<String> unfilled = new HashSet<>();

    private final Map<String, Field<F>> fields = new LinkedHashMap<>();

    private record Field<F>(String column, F found) {}

    /**
     * @param ignoreCase whether names that differ by case are the same, and become columns in lower case
     * @param maker makes what is known of a field that is new
     */
    public NewFields(ReadRequest request, boolean ignoreCase, Supplier<F> maker) {
        this.ignoreCase = ignoreCase;
        this.rescued = request.extra().rescued();
        this.maker = maker;
        request.columns().forEach(column -> taken.add(ColumnName.key(column.name())));
        request.extra().unfilled().forEach(name -> unfilled.add(ColumnName.key(name)));
    }

    /** Whether the fields of a load matter in this way. */
    public static boolean wanted(ReadRequest request) {
        return request.extra().policy() == ExtraFields.Policy.ADD;
    }

    /**
     * The field of a name as it is written in a file.
     *
     * @return null when it gets no column, but goes to the one of RESCUE
     * @throws ForebayException NO_NEW_COLUMN when it gets none and would be lost
     */
    public @Nullable F find(ObjectUri object, String written) {
        String key = ColumnName.key(written);
        String column = ignoreCase ? ColumnName.fold(written) : written;
        Field<F> field = fields.get(key);
        if (field != null && (ignoreCase || field.column.equals(column))) {
            return field.found;
        }
        String why = why(key, written, field != null);
        if (why.isEmpty()) {
            Field<F> made = new Field<>(column, maker.get());
            fields.put(key, made);
            return made.found;
        }
        if (rescued) {
            return null;
        }
        throw refused(written, why, object);
    }

    private String why(String key, String written, boolean met) {
        if (met || taken.contains(key)) {
            return "another column's name differs by case alone: 'auto ignorecase' takes it for the same";
        }
        return unfilled.contains(key)
                ? "the table has a column of the name, which is not for fields of files"
                : obstacle(written, taken.size() + unfilled.size() + fields.size());
    }

    /** Why a table of so many columns can have none of the name; "" when it can. */
    public static String obstacle(String name, int columns) {
        if (!ColumnName.possible(name)) {
            return "no column can have the name";
        }
        return columns < TableDefinition.MAX_COLUMNS
                ? ""
                : "a table has at most " + TableDefinition.MAX_COLUMNS + " columns";
    }

    /** The error of a field that can get no column. */
    public static ForebayException refused(String name, String why, ObjectUri object) {
        String shown = name.length() > 30 ? name.substring(0, 30) + "…" : name;
        return new ForebayException(
                        FormatError.NO_NEW_COLUMN,
                        "ON NEW COLUMN ADD has no column for \"" + shown + "\": " + why + "; file " + object)
                .withHint("Add RESCUE with a column of type SUPER, which takes what gets no column of its own.");
    }

    /** Columns with room for what is still to come: each of the largest type of its kind. */
    public List<Column> columns(Function<F, ColumnType> type) {
        List<Column> columns = new ArrayList<>();
        fields.values().forEach(field -> columns.add(Column.of(field.column, largest(type.apply(field.found)))));
        return columns;
    }

    /** The largest type of the kind. */
    public static ColumnType largest(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT, INTEGER -> ColumnType.of(TypeKind.BIGINT);
            case REAL -> ColumnType.of(TypeKind.DOUBLE);
            case DECIMAL -> ColumnType.decimal(ColumnType.MAX_PRECISION, type.scale());
            case VARCHAR -> ColumnType.varchar(ColumnType.MAX_VARCHAR);
            case VARBYTE -> ColumnType.varbyte(ColumnType.MAX_VARBYTE);
            default -> type;
        };
    }
}
