package io.forebay.format.xml;

import io.forebay.format.kit.schema.ColumnName;
import io.forebay.spi.warehouse.TableDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Columns for fields, such that COPY gives each field its own: no two of them may go to one column, and none to a column
 * that was there before.
 */
final class ColumnChoice {
    private final List<String> existing;
    private final Set<String> unfilled = new HashSet<>();
    private final Map<String, SeenField> attributes;
    private final Map<String, SeenField> elements;
    private final @Nullable SeenField own;
    private final Map<String, SeenField> wanted = new LinkedHashMap<>();
    private final Map<String, SeenField> chosen = new LinkedHashMap<>();

    /**
     * @param existing columns that are there for fields
     * @param unfilled other columns that are there: a field can have none of their names
     * @param attributes, elements by the names that their columns may have
     * @param own the own texts of records; null when there is none
     */
    ColumnChoice(
            List<String> existing,
            Set<String> unfilled,
            Map<String, SeenField> attributes,
            Map<String, SeenField> elements,
            @Nullable SeenField own) {
        this.existing = existing;
        this.attributes = attributes;
        this.elements = elements;
        this.own = own;
        unfilled.forEach(name -> this.unfilled.add(ColumnName.key(name)));
        want();
        choose();
    }

    /** By the names of their columns: those of attributes, of elements, and of own texts. */
    Map<String, SeenField> chosen() {
        return chosen;
    }

    /** The other fields, by the names that their columns would have. */
    Map<String, SeenField> left() {
        Set<SeenField> kept = new HashSet<>(chosen.values());
        Map<String, SeenField> left = new LinkedHashMap<>();
        wanted.forEach((name, field) -> {
            if (!kept.contains(field)) {
                left.put(name, field);
            }
        });
        return left;
    }

    /** An attribute that shares its name with an element has {@code _} before it. */
    private void want() {
        Set<String> names = new HashSet<>();
        elements.keySet().forEach(name -> names.add(ColumnName.key(name)));
        boolean all = attributes.keySet().stream().anyMatch(name -> name.startsWith(FieldColumns.ATTRIBUTE));
        attributes.forEach((name, field) -> {
            boolean shared = all || names.contains(ColumnName.key(name));
            wanted.putIfAbsent(shared ? FieldColumns.ATTRIBUTE + name : name, field);
        });
        elements.forEach(wanted::putIfAbsent);
        if (own != null) {
            wanted.putIfAbsent(FieldColumns.VALUE, own);
        }
    }

    /** With one column less, a field may go to another. */
    private void choose() {
        wanted.forEach((name, field) -> {
            int columns = existing.size() + unfilled.size() + chosen.size();
            boolean free = columns < TableDefinition.MAX_COLUMNS && !unfilled.contains(ColumnName.key(name));
            if (free && !field.torn() && ColumnName.possible(name)) {
                chosen.put(name, field);
            }
        });
        boolean changed;
        do {
            List<String> names = new ArrayList<>(existing);
            names.addAll(chosen.keySet());
            changed = chosen.keySet().removeAll(shared(names));
        } while (changed);
    }

    /** The columns that another field than their own goes to. */
    private Set<String> shared(List<String> names) {
        FieldColumns columns = new FieldColumns(names);
        Set<String> shared = new HashSet<>();
        for (int i = 0; i < existing.size(); i++) {
            int column = columns.attribute(names.get(i));
            if (column != i) {
                shared.add(names.get(column));
            }
        }
        attributes.forEach((name, field) -> land(columns.attribute(name), field, names, shared));
        elements.forEach((name, field) -> land(columns.element(name), field, names, shared));
        if (own != null) {
            land(columns.value(), own, names, shared);
        }
        return shared;
    }

    private void land(int column, SeenField field, List<String> names, Set<String> shared) {
        if (column != FieldColumns.NO_COLUMN && chosen.get(names.get(column)) != field) {
            shared.add(names.get(column));
        }
    }
}
