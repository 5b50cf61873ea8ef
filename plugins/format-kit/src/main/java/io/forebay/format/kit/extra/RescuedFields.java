package io.forebay.format.kit.extra;

import io.forebay.format.kit.bytes.Text;
import io.forebay.format.kit.value.Cell;
import io.forebay.format.kit.value.FieldParser;
import io.forebay.format.kit.value.FieldParsers;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;

/** RESCUE: what of a record fits no column, as one JSON object. Used by one thread. */
public final class RescuedFields {
    /** Redshift's limit for SUPER. */
    private static final int MOST_BYTES = 16 << 20;

    private final Column[] columns;
    private final FieldParser parser;
    private final Text text = new Text(MOST_BYTES);

    public RescuedFields(Column[] columns, ReadOptions options) {
        this.columns = columns.clone();
        this.parser = FieldParsers.of(Column.of("", ColumnType.of(TypeKind.SUPER)), options);
    }

    /** Turns to another record. */
    public void start() {
        text.clear();
    }

    /** Begins a value that does not fit its column: the caller adds it as JSON. */
    public Text misfit(int column) {
        member().addQuoted(columns[column].name());
        text.add(':');
        return text;
    }

    /** Begins a field: the caller adds its name in quotes, a colon and its value as JSON. */
    public Text member() {
        text.add(text.length() == 0 ? '{' : ',');
        return text;
    }

    /** Sets the cell to all of them; NULL when there are none. */
    public boolean write(Cell cell) {
        if (text.length() == 0) {
            return cell.setNull();
        }
        text.add('}');
        cell.ascii(false);
        return text.full()
                ? cell.refuse(LoadError.OUT_OF_RANGE, "JSON text of more than 16 MB")
                : parser.parse(text.bytes(), 0, text.length(), cell);
    }
}
