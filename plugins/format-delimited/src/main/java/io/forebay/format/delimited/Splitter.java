package io.forebay.format.delimited;

import io.forebay.format.kit.bytes.Words;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;

/** Finds records and their fields in a block. Stateless and thread-safe. */
abstract class Splitter {
    static Splitter of(ReadOptions options) {
        boolean escape = options.has(ReadFlag.ESCAPE);
        boolean removeQuotes = options.has(ReadFlag.REMOVEQUOTES);
        return options.layout().accept(new Layout.Visitor<Splitter>() {
            @Override
            public Splitter delimited(Layout.Delimited layout) {
                return escape || removeQuotes
                        ? new EscapeSplitter(layout.delimiter(), escape, removeQuotes)
                        : new LineSplitter(layout.delimiter());
            }

            @Override
            public Splitter csv(Layout.Csv layout) {
                return new CsvSplitter(layout.delimiter(), layout.quote());
            }

            @Override
            public Splitter fixedWidth(Layout.FixedWidth layout) {
                return new FixedWidthSplitter(layout.fields());
            }

            @Override
            public Splitter named(Layout.Named layout) {
                return PostgresLayout.of(layout).splitter();
            }
        });
    }

    /**
     * Splits the record that starts at {@code from}.
     *
     * @param limit the end of the block's text, behind {@code from}; {@code bytes[limit]} is a newline that is no part
     *     of the text, and {@link Words#SLACK} bytes are readable from there
     * @return the start of the next record; more than {@code limit} when the text ended before the record did
     */
    abstract int split(byte[] bytes, int from, int limit, Fields fields);

    /**
     * The end of the last whole record in a text that goes on behind {@code to}.
     *
     * @param from the start of a record
     * @param fields scratch space
     * @return the byte behind that record's newline, or {@code from} when there is no whole record
     */
    int lastEnd(byte[] bytes, int from, int to, Fields fields) {
        return 1 + Math.max(from - 1, Words.findLast(bytes, from, to, (byte) '\n'));
    }

    /** Finds the end of one record that is too long to be split. */
    LineEnd recordEnd() {
        return LineEnd.line();
    }

    /**
     * Writes a coded field without its coding.
     *
     * @param out of at least {@code to - from} bytes
     * @return the bytes written
     */
    int unwrap(byte[] bytes, int from, int to, byte[] out) {
        System.arraycopy(bytes, from, out, 0, to - from);
        return to - from;
    }

    /** {@link #lastEnd} where a backslash makes the newline behind it data. */
    static int lastUnescapedEnd(byte[] bytes, int from, int to) {
        int newline = Words.findLast(bytes, from, to, (byte) '\n');
        while (newline >= 0 && escaped(bytes, from, newline)) {
            newline = Words.findLast(bytes, from, newline, (byte) '\n');
        }
        return newline < 0 ? from : newline + 1;
    }

    /** Whether an odd number of backslashes is before the byte. */
    static boolean escaped(byte[] bytes, int from, int at) {
        int first = at;
        while (first > from && bytes[first - 1] == '\\') {
            first--;
        }
        return (at - first) % 2 == 1;
    }

    static boolean blank(byte value) {
        return value == ' ' || value == '\t';
    }
}
