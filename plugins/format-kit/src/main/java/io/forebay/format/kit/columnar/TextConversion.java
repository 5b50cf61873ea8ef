package io.forebay.format.kit.columnar;

import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.nio.charset.StandardCharsets;

/**
 * Texts into CHAR and VARCHAR: UTF-8 is checked, lengths are bytes, and NUL is in no text. Short texts of ASCII take a path
 * of their own.
 */
final class TextConversion implements Conversion {
    private final int most;
    private final boolean padded;
    private final TextPath path;

    TextConversion(ColumnType column, TextPath path) {
        this.most = column.length() == 0 ? Integer.MAX_VALUE : column.length();
        this.padded = column.kind() == TypeKind.CHAR;
        this.path = path;
    }

    @Override
    public void convert(Values values) {
        byte[][] bytes = values.bytes;
        int[] from = values.from;
        int[] length = values.length;
        for (int row = 0; row < values.count; row++) {
            int size = length[row];
            byte[] text = bytes[row];
            int start = from[row];
            if (size > most || !plain(text, start, start + size) || (padded && blankEnd(text, start, size))) {
                slowly(values, row, text, start, size);
            }
        }
    }

    private static boolean blankEnd(byte[] text, int start, int size) {
        return size > 0 && text[start + size - 1] == ' ';
    }

    /** Whether all bytes are ASCII other than NUL. */
    private static boolean plain(byte[] text, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = Words.load(text, at);
            if (((word | Words.nuls(word)) & Words.TOP_BITS) != 0) {
                return false;
            }
        }
        for (; at < to; at++) {
            if (text[at] <= 0) {
                return false;
            }
        }
        return true;
    }

    private void slowly(Values values, int row, byte[] text, int from, int size) {
        if (Words.find(text, from, from + size, (byte) 0) >= 0) {
            int shown = Math.min(size, RejectedRow.MAX_TEXT);
            values.fail(
                    row,
                    LoadError.INVALID_LINE,
                    "String has a NUL character (\\u0000), which no column takes",
                    new String(text, from, shown, StandardCharsets.UTF_8));
        } else {
            path.take(values, row, text, from, size);
        }
    }
}
