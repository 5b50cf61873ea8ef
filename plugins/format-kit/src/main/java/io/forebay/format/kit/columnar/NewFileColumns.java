package io.forebay.format.kit.columnar;

import io.forebay.format.kit.schema.ColumnName;
import io.forebay.format.kit.schema.NamedFields;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import java.util.List;

/** The columns of a load's files that no column of the table took, with types that take the values of all. Thread-safe. */
final class NewFileColumns {
    private final boolean serializes;
    private final NamedFields<TypesSeen> fields;

    NewFileColumns(ReadOptions options) {
        serializes = options.has(ReadFlag.SERIALIZETOJSON);
        fields = new NamedFields<>(TypesSeen::new);
    }

    /** @throws io.forebay.spi.ForebayException NO_NEW_COLUMN when no column can be added that would take it */
    synchronized void add(FileColumn column, boolean ignoreCase, SchemaMismatch mismatch) {
        if (!ignoreCase && !ColumnName.fold(column.name()).equals(column.name())) {
            throw mismatch.notAdded(column.name(), "it has letters in upper case, which 'auto ignorecase' passes over");
        }
        if (column.type().kind() == FileType.Kind.NESTED && !serializes) {
            throw mismatch.notAdded(column.name(), "lists, maps and structs need SERIALIZETOJSON");
        }
        TypesSeen field = fields.find(column.name());
        if (field == null) {
            throw mismatch.notAdded(column.name(), String.join("; ", fields.remarks("columns", !ignoreCase)));
        }
        field.add(column.type().natural());
    }

    synchronized List<Column> columns() {
        return fields.columns(TypesSeen::type);
    }
}
