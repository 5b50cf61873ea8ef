package io.forebay.format.avro;

import io.forebay.format.avro.schema.Plan;
import io.forebay.format.avro.schema.Type;
import io.forebay.format.avro.value.Cursor;
import io.forebay.format.avro.value.ValueSetter;
import io.forebay.format.kit.block.ErrorText;
import io.forebay.format.kit.bytes.Text;
import io.forebay.format.kit.value.Cell;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns one record after another into a row: goes through it once to find where the wanted values are, then sets the
 * columns in their order. Used by one thread.
 */
final class RecordParser {
    /** Redshift's longest record. */
    private static final int MAX_RECORD = 4 << 20;

    private static final int NO_COLUMN = -1;
    private static final int ABSENT = -1;
    private static final int NO_ITEM = -2;
    private static final int NO_OBJECT = -3;

    private final ObjectUri object;
    private final AvroRules rules;
    private final Plan plan;
    private final Cursor cursor;
    private final ValueSetter values;
    private final Cell cell = new Cell();

    /** Where the value of each column is, and of what type it is. */
    private final int[] places;

    private final @Nullable Type[] types;
    private long record;
    private int start;
    private int failedColumn;

    RecordParser(ObjectUri object, AvroRules rules, Plan plan, Cursor cursor) {
        this.object = object;
        this.rules = rules;
        this.plan = plan;
        this.cursor = cursor;
        this.values = new ValueSetter(cursor, rules.columns, rules.parsers, rules.options);
        this.places = new int[rules.columns.length];
        this.types = new Type[rules.columns.length];
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
        Arrays.fill(places, ABSENT);
        find(plan, 0);
        int end = cursor.at();
        boolean done = end - start > MAX_RECORD
                ? refuse(NO_COLUMN, LoadError.INVALID_LINE, "Record longer than 4 MB")
                : setAll(row);
        cursor.moveTo(end);
        return done;
    }

    private void find(Plan at, int depth) {
        for (int column : at.columns) {
            places[column] = cursor.at();
            types[column] = at.type;
        }
        for (int column : at.noArray) {
            places[column] = NO_ITEM;
        }
        for (int column : at.noObject) {
            places[column] = NO_OBJECT;
        }
        if (at.parts.length == 0) {
            cursor.skip(at.type, depth);
            return;
        }
        cursor.checkDepth(depth);
        switch (at.type.kind) {
            case RECORD -> {
                for (int i = 0; i < at.parts.length; i++) {
                    find(at.parts[i], at.type.part(i), depth + 1);
                }
            }
            case UNION -> {
                int branch = cursor.nextChoice(at.parts.length);
                find(at.parts[branch], at.type.part(branch), depth + 1);
            }
            case ARRAY -> findItems(at, depth);
            case MAP -> findKeys(at, depth);
            default -> throw new IllegalStateException(at.type.kind.name());
        }
    }

    private void find(@Nullable Plan part, Type type, int depth) {
        if (part == null) {
            cursor.skip(type, depth);
        } else {
            find(part, depth);
        }
    }

    private void findItems(Plan at, int depth) {
        Type item = at.type.part(0);
        int wanted = 0;
        long number = 0;
        for (long count = cursor.nextItems(item, false); count != 0; count = cursor.nextItems(item, false)) {
            long end = number + count < 0 ? Long.MAX_VALUE : number + count;
            while (number < end) {
                if (wanted < at.items.length && at.items[wanted] == number) {
                    find(at.parts[wanted++], item, depth + 1);
                    number++;
                } else if (item.empty()) {
                    number = wanted < at.items.length ? Math.min(end, at.items[wanted]) : end;
                } else {
                    cursor.skip(item, depth + 1);
                    number++;
                }
            }
        }
        for (; wanted < at.items.length; wanted++) {
            Plan missing = at.parts[wanted];
            for (int column : missing == null ? new int[0] : missing.all) {
                places[column] = NO_ITEM;
            }
        }
    }

    private void findKeys(Plan at, int depth) {
        Type item = at.type.part(0);
        for (long count = cursor.nextItems(item, true); count != 0; count = cursor.nextItems(item, true)) {
            for (long i = 0; i < count; i++) {
                int length = cursor.nextLength();
                int from = cursor.pass(length);
                int key = 0;
                while (key < at.keys.length
                        && !Arrays.equals(cursor.bytes(), from, from + length, at.keys[key], 0, at.keys[key].length)) {
                    key++;
                }
                find(key < at.keys.length ? at.parts[key] : null, item, depth + 1);
            }
        }
    }

    private boolean setAll(int row) {
        cell.startRow(row, false);
        for (int column = 0; column < places.length; column++) {
            cell.startColumn(column, rules.columns[column].nullable());
            if (!set(column)) {
                failedColumn = column;
                return false;
            }
        }
        return true;
    }

    private boolean set(int column) {
        Type type = types[column];
        if (places[column] == NO_ITEM) {
            return cell.refuse(LoadError.INVALID_LINE, "Invalid JSONPath format: Not an array or index out of range.");
        }
        if (places[column] == NO_OBJECT) {
            return cell.refuse(LoadError.INVALID_LINE, "Invalid JSONPath format: Member is not an object.");
        }
        if (places[column] == ABSENT || type == null) {
            return cell.setNull();
        }
        cursor.moveTo(places[column]);
        return values.set(type, column, cell);
    }

    private boolean refuse(int column, int code, String reason) {
        failedColumn = column;
        return cell.refuse(code, reason);
    }

    /** Tells of the record that was no row, with the record and the value as JSON. */
    RejectedRow rejected() {
        int end = cursor.at();
        String rawLine = shown(plan.type, start);
        Column column = failedColumn == NO_COLUMN ? null : rules.columns[failedColumn];
        Type type = column == null || places[failedColumn] < 0 ? null : types[failedColumn];
        String rawValue = type == null ? "" : shown(type, places[failedColumn]);
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
