package io.forebay.format.xml;

import io.forebay.format.kit.extra.NewFields;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields that no column took, over all records of a load. Thread-safe. */
final class NewColumns {
    private final List<String> existing;
    private final Set<String> unfilled;
    private final boolean rescued;
    private final SeenFields fields;

    /** The fields that got no column; the files that had them have failed. */
    private Set<SeenField> withoutColumn = Set.of();

    NewColumns(ReadRequest request) {
        existing = request.columns().stream().map(Column::name).toList();
        unfilled = request.extra().unfilled();
        rescued = request.extra().rescued();
        fields = new SeenFields(request.options());
    }

    /**
     * Takes the extra fields of one record into account.
     *
     * @throws io.forebay.spi.ForebayException NO_NEW_COLUMN when one of them can get none and would be lost
     */
    synchronized void add(ObjectUri object, Element extra) {
        boolean changed = fields.add(extra);
        if (rescued || !(changed || fields.has(extra, withoutColumn))) {
            return;
        }
        String nameless = fields.nameless();
        ColumnChoice choice = fields.choose(existing, unfilled);
        Map<String, SeenField> left = choice.left();
        boolean more = !withoutColumn.containsAll(left.values());
        boolean has = fields.has(extra, left.values());
        withoutColumn = Set.copyOf(left.values());
        if (nameless != null || more || has) {
            String name = nameless != null ? nameless : left.keySet().iterator().next();
            String obstacle =
                    NewFields.obstacle(name, existing.size() + choice.chosen().size());
            throw NewFields.refused(
                    name,
                    obstacle.isEmpty()
                            ? "it would share one with another field, or the table's is not for fields"
                            : obstacle,
                    object);
        }
    }

    synchronized List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        fields.choose(existing, unfilled)
                .chosen()
                .forEach((name, field) -> columns.add(Column.of(name, NewFields.largest(field.guess.type()))));
        return columns;
    }
}
