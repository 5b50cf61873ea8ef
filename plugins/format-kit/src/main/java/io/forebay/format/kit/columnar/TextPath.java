package io.forebay.format.kit.columnar;

import io.forebay.format.kit.bytes.Text;
import io.forebay.format.kit.value.Cell;
import io.forebay.format.kit.value.FieldParser;
import io.forebay.format.kit.value.FieldParsers;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.Column;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The way of a single value as the text of a field: the rules and errors are those of all formats. Used by one thread. */
final class TextPath {
    /** Redshift's limit for SUPER. */
    static final int MOST_JSON = 16 << 20;

    private final FieldParser parser;
    private final Cell cell = new Cell();
    private final Text text = new Text(MOST_JSON);
    private final Back back = new Back();

    TextPath(Column column, ReadOptions options) {
        parser = FieldParsers.of(column, options);
        cell.fill(back);
        cell.startColumn(0, true);
    }

    /** An empty text to put a value together in. */
    Text text() {
        return text.clear();
    }

    /** Sets the row to what is in {@link #text}. */
    void take(Values values, int row) {
        take(values, row, text.bytes(), 0, text.length());
    }

    void take(Values values, int row, String ascii) {
        text().add(ascii);
        take(values, row);
    }

    void take(Values values, int row, byte[] bytes, int from, int length) {
        back.values = values;
        back.isNull = false;
        cell.startRow(row, false);
        if (!parser.parse(bytes, from, from + length, cell)) {
            int shown = Math.min(length, RejectedRow.MAX_TEXT);
            values.fail(row, cell.code(), cell.reason(), new String(bytes, from, shown, StandardCharsets.UTF_8));
        } else if (back.isNull) {
            values.fail(row, LoadError.JSON_FORMAT, "Invalid JSON for SUPER: an empty text", "");
        }
    }

    /** Brings what the parser sets back to the values. */
    private static final class Back implements Chunk {
        private Values values = new Values(0);

        /** An empty field is null in other formats; here null is no text. */
        private boolean isNull;

        @Override
        public int capacity() {
            return values.capacity;
        }

        @Override
        public void setNull(int column, int row) {
            isNull = true;
        }

        @Override
        public void setLong(int column, int row, long value) {
            values.longs()[row] = value;
        }

        @Override
        public void setWide(int column, int row, long high, long low) {
            values.highs()[row] = high;
            values.longs()[row] = low;
        }

        @Override
        public void setDouble(int column, int row, double value) {
            values.doubles()[row] = value;
        }

        @Override
        public void setBytes(int column, int row, byte[] bytes, int offset, int length) {
            values.bytes();
            values.put(row, Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
        }
    }
}
