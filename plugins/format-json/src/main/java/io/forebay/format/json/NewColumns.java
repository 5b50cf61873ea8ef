package io.forebay.format.json;

import io.forebay.format.kit.extra.NewFields;
import io.forebay.format.kit.schema.FieldGuess;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;
import java.util.List;

/** The members that no column took, over all documents of a load. Thread-safe. */
final class NewColumns {
    private final NewFields<FieldGuess> fields;
    private final MemberGuess members;

    NewColumns(ReadRequest request, boolean ignoreCase) {
        fields = new NewFields<>(request, ignoreCase, () -> new FieldGuess(request.options()));
        members = new MemberGuess();
    }

    /** Takes the extra members of one document into account. */
    synchronized void add(ObjectUri object, byte[] bytes, Extras extras) {
        members.tell(bytes, extras, name -> fields.find(object, name));
    }

    synchronized List<Column> columns() {
        return fields.columns(FieldGuess::type);
    }
}
