package io.forebay.format.avro;

import io.forebay.format.avro.schema.Plan;
import io.forebay.format.avro.schema.Type;
import io.forebay.format.avro.value.Cursor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where in a record the values are that columns want. Used by one thread; told of the last record. */
final class RecordPlaces {
    static final int ABSENT = -1;

    /** An array has no such item. */
    static final int NO_ITEM = -2;

    /** The way leads into what is no record and no map. */
    static final int NO_OBJECT = -3;

    private final Plan plan;
    private final Cursor cursor;

    /** Of each column: the place of its value, or one of the above. */
    final int[] places;

    /** What is at the place; never a union. */
    final @Nullable Type[] types;

    RecordPlaces(Plan plan, Cursor cursor, int columns) {
        this.plan = plan;
        this.cursor = cursor;
        this.places = new int[columns];
        this.types = new Type[columns];
    }

    /** Passes over the record at the cursor. */
    void find() {
        Arrays.fill(places, ABSENT);
        find(plan, 0);
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
}
