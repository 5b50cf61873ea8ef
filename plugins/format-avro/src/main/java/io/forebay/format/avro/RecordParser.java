package io.forebay.format.avro;

import io.forebay.format.avro.schema.Type;
import io.forebay.format.avro.value.Cursor;
import io.forebay.format.avro.value.ValueSetter;
import io.forebay.format.kit.block.ErrorText;
import io.forebay.format.kit.bytes.Text;
import io.forebay.format.kit.extra.RescuedFields;
import io.forebay.format.kit.value.Cell;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;
import org.jspecify.annotations.Nullable;

/**
 * Turns one record after another into a row: goes through it once to find where the wanted values are, then sets the
 * columns in their order. Used by one thread.
 */
final class RecordParser {
    /** Redshift's longest record. */
    private static final int MAX_RECORD = 4 << 20;

    private static final int NO_COLUMN = -1;

    private final ObjectUri object;
    private final AvroRules rules;
    private final FilePlan plan;
    private final Cursor cursor;
    private final ValueSetter values;
    private final Cell cell = new Cell();

    private final RecordPlaces found;
    private final @Nullable RescuedFields rescue;
    private long record;
    private int start;
    private int failedColumn;

    RecordParser(ObjectUri object, AvroRules rules, FilePlan plan, Cursor cursor) {
        this.object = object;
        this.rules = rules;
        this.plan = plan;
        this.cursor = cursor;
        this.values = new ValueSetter(cursor, rules.columns, rules.parsers, rules.options);
        this.found = new RecordPlaces(
                plan.plan(), cursor, rules.columns.length + plan.extras().size());
        this.rescue = rules.extra.rescued() ? new RescuedFields(rules.columns, rules.options) : null;
    }

    /** Turns to another chunk; null lets go of it. */
    void fill(@Nullable Chunk chunk) {
        cell.fill(chunk);
    }

    /** Passes over the record at the cursor and sets all columns of the row; false when it is no row. */
    boolean parse(long number, int row) {
        record = number;
        start = cursor.at();
        cursor.startRecord(number);
        found.find();
        int end = cursor.at();
        boolean done = end - start > MAX_RECORD
                ? refuse(NO_COLUMN, LoadError.INVALID_LINE, "Record longer than 4 MB")
                : setAll(row);
        if (done && rules.newColumns != null && !plan.extras().isEmpty()) {
            rules.newColumns.add(object, plan, found, cursor);
        }
        cursor.moveTo(end);
        return done;
    }

    private boolean setAll(int row) {
        cell.startRow(row, false);
        if (rules.extra.policy() == ExtraFields.Policy.ERROR && !plan.extras().isEmpty()) {
            return refuse(NO_COLUMN, LoadError.EXTRA_COLUMNS, "Extra column(s) found");
        }
        if (rescue != null) {
            rescue.start();
        }
        for (int column = 0; column < rules.columns.length; column++) {
            cell.startColumn(column, rules.columns[column].nullable());
            if (!set(column) && !rescued(column)) {
                failedColumn = column;
                return false;
            }
        }
        return rescue == null || writeRescued(rescue);
    }

    /** Whether a value that does not fit goes to the rescue column instead. */
    private boolean rescued(int column) {
        Type type = found.types[column];
        if (rescue == null || !rules.columns[column].nullable() || found.places[column] < 0 || type == null) {
            return false;
        }
        cursor.moveTo(found.places[column]);
        values.json(type, rescue.misfit(column));
        return cell.setNull();
    }

    /** Fields that are null are left out. */
    private boolean writeRescued(RescuedFields into) {
        int columns = rules.columns.length;
        for (int extra = 0; extra < plan.extras().size(); extra++) {
            Type type = found.types[columns + extra];
            int place = found.places[columns + extra];
            if (place >= 0 && type != null && type.kind != Type.Kind.NULL) {
                cursor.moveTo(place);
                Text text = into.member();
                text.addQuoted(plan.extras().get(extra));
                text.add(':');
                values.json(type, text);
            }
        }
        cell.startColumn(columns, true);
        failedColumn = NO_COLUMN;
        return into.write(cell);
    }

    private boolean set(int column) {
        Type type = found.types[column];
        int place = found.places[column];
        if (place == RecordPlaces.NO_ITEM) {
            return cell.refuse(LoadError.INVALID_LINE, "Invalid JSONPath format: Not an array or index out of range.");
        }
        if (place == RecordPlaces.NO_OBJECT) {
            return cell.refuse(LoadError.INVALID_LINE, "Invalid JSONPath format: Member is not an object.");
        }
        if (place == RecordPlaces.ABSENT || type == null) {
            return cell.setNull();
        }
        cursor.moveTo(place);
        return values.set(type, column, cell);
    }

    private boolean refuse(int column, int code, String reason) {
        failedColumn = column;
        return cell.refuse(code, reason);
    }

    /** Tells of the record that was no row, with the record and the value as JSON. */
    RejectedRow rejected() {
        int end = cursor.at();
        String rawLine = shown(plan.plan().type, start);
        Column column = failedColumn == NO_COLUMN ? null : rules.columns[failedColumn];
        Type type = column == null || found.places[failedColumn] < 0 ? null : found.types[failedColumn];
        String rawValue = cell.code() == LoadError.EXTRA_COLUMNS
                ? ErrorText.shown(plan.extras().get(0))
                : type == null ? "" : shown(type, found.places[failedColumn]);
        cursor.moveTo(end);
        return new RejectedRow(
                object, record, column, -1, rawLine, rawValue, cell.code(), ErrorText.reason(null, cell.reason()));
    }

    private String shown(Type type, int place) {
        cursor.moveTo(place);
        Text text = values.shown(type, new Text(RejectedRow.MAX_TEXT));
        return ErrorText.shown(text.bytes(), 0, text.length());
    }
}
