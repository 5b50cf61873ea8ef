package io.forebay.format.delimited;

import io.forebay.format.kit.bytes.Utf8;
import io.forebay.format.kit.bytes.Words;
import io.forebay.spi.format.Layout;
import java.util.List;

/** Fields of fixed widths in characters; what is behind the last may only be blanks. */
final class FixedWidthSplitter extends Splitter {
    private final int[] widths;

    FixedWidthSplitter(List<Layout.FixedWidth.Field> fields) {
        widths = fields.stream().mapToInt(Layout.FixedWidth.Field::width).toArray();
    }

    @Override
    int split(byte[] bytes, int from, int limit, Fields fields) {
        fields.startRecord(from);
        int found = Words.find(bytes, from, limit, (byte) '\n');
        int newline = found < 0 ? limit : found;
        int to = newline > from && bytes[newline - 1] == '\r' ? newline - 1 : newline;
        fields.endRecord(bytes, to, newline);
        int at = from;
        for (int i = 0; i < widths.length && at < to; i++) {
            int end = fields.ascii ? Math.min(to, at + widths[i]) : skipCharacters(bytes, at, to, widths[i]);
            fields.add(at, end, false);
            at = end;
        }
        int rest = at;
        while (rest < to && blank(bytes[rest])) {
            rest++;
        }
        if (rest < to) {
            fields.add(at, to, false);
        }
        return newline + 1;
    }

    private static int skipCharacters(byte[] bytes, int from, int to, int characters) {
        int at = from;
        for (int i = 0; i < characters && at < to; i++) {
            at++;
            while (at < to && Utf8.continues(bytes[at])) {
                at++;
            }
        }
        return at;
    }
}
