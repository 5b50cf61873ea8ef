package io.forebay.format.kit.value;

import io.forebay.format.kit.bytes.Utf8;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;

/** CHAR: ASCII of at most so many bytes. Blanks at the end have no meaning in the type and are left out. */
final class CharField extends FieldParser {
    private final int maxBytes;
    private final boolean emptyAsNull;
    private final boolean blanksAsNull;
    private final boolean truncate;

    /** @param maxBytes 0 for any length */
    CharField(int maxBytes, ReadOptions options) {
        this.maxBytes = maxBytes == 0 ? Integer.MAX_VALUE : maxBytes;
        this.emptyAsNull = options.has(ReadFlag.EMPTYASNULL);
        this.blanksAsNull = options.has(ReadFlag.BLANKSASNULL);
        this.truncate = options.has(ReadFlag.TRUNCATECOLUMNS);
    }

    @Override
    public boolean parse(byte[] bytes, int from, int to, Cell cell) {
        if (from == to) {
            return emptyAsNull ? cell.setNull() : cell.setBytes(bytes, from, from);
        }
        if (blanksAsNull && skipBlanks(bytes, from, to) == to) {
            return cell.setNull();
        }
        if (!cell.ascii() && !Utf8.ascii(bytes, from, to)) {
            return refuse(bytes, from, to, cell);
        }
        int end = to;
        while (end > from && bytes[end - 1] == ' ') {
            end--;
        }
        if (end - from > maxBytes) {
            if (!truncate) {
                return cell.refuse(LoadError.OUT_OF_RANGE, "Char length exceeds DDL length");
            }
            end = from + maxBytes;
        }
        return cell.setBytes(bytes, from, end);
    }

    private static boolean refuse(byte[] bytes, int from, int to, Cell cell) {
        int at = from;
        while (bytes[at] >= 0) {
            at++;
        }
        int length = Math.min(Utf8.length(bytes[at]), to - at);
        return cell.refuse(
                LoadError.CODE_POINT,
                "Multibyte character not supported for CHAR (Hint: Try using VARCHAR). Invalid char: "
                        + Hex.shown(bytes, at, length));
    }
}
