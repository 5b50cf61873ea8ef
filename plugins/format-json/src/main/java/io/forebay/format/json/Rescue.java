package io.forebay.format.json;

import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.value.Cell;
import io.forebay.format.kit.value.FieldParser;
import io.forebay.format.kit.value.FieldParsers;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What of a document fits no column, as one JSON object: the values as they are written. Used by one thread. */
final class Rescue {
    private final byte[][] names;
    private final FieldParser parser;
    private byte[] text = new byte[256];
    private int length;

    Rescue(LoadRules rules) {
        names = new byte[rules.columns.length][];
        for (int i = 0; i < names.length; i++) {
            names[i] = quoted(rules.columns[i].name());
        }
        parser = FieldParsers.of(Column.of("", ColumnType.of(TypeKind.SUPER)), rules.options);
    }

    private static byte[] quoted(String name) {
        return ('"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"').getBytes(StandardCharsets.UTF_8);
    }

    void start() {
        length = 0;
    }

    /** Adds a value that does not fit its column. */
    void add(int column, byte[] bytes, int from, int to) {
        open();
        put(names[column], 0, names[column].length);
        putValue(bytes, from, to);
    }

    /** Adds the members that no column wants, and sets the cell to all; NULL when there are none. */
    boolean write(byte[] bytes, Extras extras, Cell cell) {
        for (int member = 0; member < extras.count(); member++) {
            open();
            put(bytes, extras.nameFrom(member) - 1, extras.nameTo(member) + 1);
            putValue(bytes, extras.valueFrom(member), extras.valueTo(member));
        }
        if (length == 0) {
            return cell.setNull();
        }
        put((byte) '}');
        cell.ascii(false);
        return parser.parse(text, 0, length, cell);
    }

    private void open() {
        put((byte) (length == 0 ? '{' : ','));
    }

    private void putValue(byte[] bytes, int from, int to) {
        put((byte) ':');
        put(bytes, from, to);
    }

    private void put(byte one) {
        room(1);
        text[length++] = one;
    }

    private void put(byte[] bytes, int from, int to) {
        room(to - from);
        System.arraycopy(bytes, from, text, length, to - from);
        length += to - from;
    }

    private void room(int more) {
        if (length + more + Words.SLACK > text.length) {
            text = Arrays.copyOf(text, 2 * (length + more) + Words.SLACK);
        }
    }
}
