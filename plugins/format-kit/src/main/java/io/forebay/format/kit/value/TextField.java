package io.forebay.format.kit.value;

import io.forebay.format.kit.bytes.Utf8;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import org.jspecify.annotations.Nullable;

/** VARCHAR: valid UTF-8 of at most so many bytes. */
final class TextField extends FieldParser {
    private final int maxBytes;
    private final boolean emptyAsNull;
    private final boolean blanksAsNull;
    private final boolean trimBlanks;
    private final boolean truncate;
    private final @Nullable Replacement replacement;

    /** @param maxBytes 0 for any length */
    TextField(int maxBytes, ReadOptions options) {
        this.maxBytes = maxBytes == 0 ? Integer.MAX_VALUE : maxBytes;
        this.emptyAsNull = options.has(ReadFlag.EMPTYASNULL);
        this.blanksAsNull = options.has(ReadFlag.BLANKSASNULL);
        this.trimBlanks = options.has(ReadFlag.TRIMBLANKS);
        this.truncate = options.has(ReadFlag.TRUNCATECOLUMNS);
        Character replaced = options.values().replacement();
        this.replacement = replaced == null ? null : new Replacement((byte) replaced.charValue());
    }

    @Override
    public boolean parse(byte[] bytes, int from, int to, Cell cell) {
        if (from == to) {
            return emptyAsNull ? cell.setNull() : cell.setBytes(bytes, from, from);
        }
        if (blanksAsNull && skipBlanks(bytes, from, to) == to) {
            return cell.setNull();
        }
        if (!cell.ascii()) {
            return parseUnicode(bytes, from, to, cell);
        }
        return store(bytes, from, to, cell);
    }

    private boolean parseUnicode(byte[] bytes, int from, int to, Cell cell) {
        if (replacement != null && replacement.needed(bytes, from, to)) {
            return store(replacement.apply(bytes, from, to, cell), 0, to - from, cell);
        }
        int fault = Utf8.firstFault(bytes, from, to);
        return fault == to ? store(bytes, from, to, cell) : refuse(bytes, fault, to, cell);
    }

    private boolean store(byte[] bytes, int from, int to, Cell cell) {
        int end = trimBlanks ? trim(bytes, from, to) : to;
        if (end - from > maxBytes) {
            if (!truncate) {
                return cell.refuse(LoadError.OUT_OF_RANGE, "String length exceeds DDL length");
            }
            end = from + maxBytes;
            while (end > from && Utf8.continues(bytes[end])) {
                end--;
            }
        }
        return cell.setBytes(bytes, from, end);
    }

    @Override
    public boolean fill(Cell cell) {
        return emptyAsNull ? cell.setNull() : cell.setBytes(cell.scratch(0), 0, 0);
    }

    /** SOURCE: Amazon Redshift Database Developer Guide, "Multibyte character load errors". */
    static boolean refuse(byte[] bytes, int fault, int to, Cell cell) {
        int number = Utf8.fault(bytes, fault, to);
        int length = Utf8.faultLength(bytes, fault, to) + (number == Utf8.BAD_TRAIL ? 1 : 0);
        return cell.refuse(
                LoadError.CODE_POINT,
                "String contains invalid or unsupported UTF-8 codepoints. Bad UTF-8 hex sequence: "
                        + Hex.shown(bytes, fault, Math.min(3, length)) + " (error " + number + ")");
    }
}
