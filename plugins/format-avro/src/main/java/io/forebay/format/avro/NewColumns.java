package io.forebay.format.avro;

import io.forebay.format.avro.schema.FieldTypes;
import io.forebay.format.avro.value.Cursor;
import io.forebay.format.kit.extra.NewFields;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields that no column took, over all records of a load. Thread-safe. */
final class NewColumns {
    private final NewFields<FieldTypes> fields;
    private final int columns;

    /** The plan that was met last, and its fields behind the columns. */
    private @Nullable FilePlan last;

    private List<@Nullable FieldTypes> found = List.of();

    NewColumns(ReadRequest request, boolean ignoreCase) {
        this.fields = new NewFields<>(request, ignoreCase, FieldTypes::new);
        this.columns = request.columns().size();
    }

    /** Takes the extra fields of one record into account; moves the cursor. */
    synchronized void add(ObjectUri object, FilePlan plan, RecordPlaces places, Cursor cursor) {
        if (plan != last) {
            List<@Nullable FieldTypes> met = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                met.add(null);
            }
            for (String extra : plan.extras()) {
                met.add(fields.find(object, extra));
            }
            FieldLook.types(plan.plan(), met);
            found = met;
            last = plan;
        }
        FieldLook.lengths(places, cursor, found);
    }

    synchronized List<Column> columns() {
        return fields.columns(FieldTypes::type);
    }
}
