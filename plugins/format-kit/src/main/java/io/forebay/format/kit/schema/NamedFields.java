package io.forebay.format.kit.schema;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TableDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the fields of files by their names, in the order in which they were first seen. Names that differ by
 * case alone are one field, as they would be one column. Used by one thread.
 *
 * @param <F> what is known of a field
 */
public final class NamedFields<F> {
    private static final int MOST = TableDefinition.MAX_COLUMNS;

    private final Supplier<F> maker;
    private final Map<String, Field<F>> fields = new LinkedHashMap<>();
    private final Examples nameless = new Examples();
    private final Examples beyond = new Examples();

    /** @param spellings of its name in the files */
    private record Field<F>(String column, F found, Examples spellings) {}

    /** @param maker makes what is known of a field that is new */
    public NamedFields(Supplier<F> maker) {
        this.maker = maker;
    }

    /** The field of a name as it is written in a file; null for one that gets no column, which the remarks tell then. */
    public @Nullable F find(String written) {
        String key = ColumnName.key(written);
        Field<F> field = fields.get(key);
        if (field == null) {
            if (!ColumnName.possible(written)) {
                nameless.add(written);
                return null;
            }
            if (fields.size() == MOST) {
                beyond.add(written);
                return null;
            }
            field = new Field<>(ColumnName.fold(written), maker.get(), new Examples());
            fields.put(key, field);
        }
        field.spellings.add(written);
        return field.found;
    }

    /** Tells of each field: its column's name and what is known of it. */
    public void forEach(BiConsumer<String, F> action) {
        fields.values().forEach(field -> action.accept(field.column, field.found));
    }

    public List<Column> columns(Function<F, ColumnType> type) {
        return fields.values().stream()
                .map(field -> Column.of(field.column, type.apply(field.found)))
                .toList();
    }

    /**
     * What became of names that are no columns' names.
     *
     * @param noun of the fields in the plural, such as {@code members}
     * @param exact whether COPY gives a column only the field of exactly its name; else, in any case
     */
    public List<String> remarks(String noun, boolean exact) {
        List<String> remarks = new ArrayList<>();
        Examples unmatched = new Examples();
        Examples shared = new Examples();
        for (Field<F> field : fields.values()) {
            field.spellings.names.stream()
                    .filter(name -> exact && !name.equals(field.column))
                    .forEach(unmatched::add);
            field.spellings.names.stream()
                    .filter(name -> !exact && field.spellings.names.size() > 1)
                    .forEach(shared::add);
        }
        if (!unmatched.isEmpty()) {
            remarks.add(noun + " with letters in upper case (" + unmatched
                    + ") are passed over under 'auto', as the names of columns are in lower case: COPY them with 'auto"
                    + " ignorecase'");
        }
        if (!shared.isEmpty()) {
            remarks.add(noun + " whose names differ by case alone (" + shared + ") share a column");
        }
        remarks.addAll(remarks(noun));
        return remarks;
    }

    /** Which fields have no column. @param noun as above */
    public List<String> remarks(String noun) {
        List<String> remarks = new ArrayList<>();
        if (!nameless.isEmpty()) {
            remarks.add(noun + " whose names no column can have (" + nameless
                    + ") are left out: a column's name has 1 to " + ColumnName.MOST_BYTES + " bytes of valid UTF-8");
        }
        if (!beyond.isEmpty()) {
            remarks.add("only the first " + MOST + " " + noun + " have columns, as a table may have no more; others ("
                    + beyond + ") are left out");
        }
        return remarks;
    }

    /** Some different names. */
    private static final class Examples {
        private static final int SHOWN = 3;
        private static final int MOST_CHARACTERS = 40;

        private final Set<String> names = new LinkedHashSet<>();
        private boolean more;

        void add(String name) {
            if (names.size() < SHOWN) {
                names.add(name.length() > MOST_CHARACTERS ? name.substring(0, MOST_CHARACTERS) + "…" : name);
            } else {
                more |= !names.contains(name);
            }
        }

        boolean isEmpty() {
            return names.isEmpty();
        }

        /** Control characters are shown as dots: it goes into a message. */
        @Override
        public String toString() {
            StringBuilder shown = new StringBuilder();
            for (String name : names) {
                shown.append(shown.length() == 0 ? "" : ", ").append('"');
                name.chars().forEach(each -> shown.append(Character.isISOControl(each) ? '.' : (char) each));
                shown.append('"');
            }
            return shown + (more ? " and more" : "");
        }
    }
}
