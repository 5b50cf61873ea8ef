package io.forebay.format.kit.value;

import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;

/** VARBYTE: two hexadecimal digits a byte, any case. */
final class VarbyteField extends FieldParser {
    private final int maxBytes;
    private final boolean truncate;

    /** @param maxBytes 0 for any length */
    VarbyteField(int maxBytes, ReadOptions options) {
        this.maxBytes = maxBytes == 0 ? Integer.MAX_VALUE : maxBytes;
        this.truncate = options.has(ReadFlag.TRUNCATECOLUMNS);
    }

    @Override
    public boolean parse(byte[] bytes, int fieldFrom, int fieldTo, Cell cell) {
        int from = skipBlanks(bytes, fieldFrom, fieldTo);
        int to = trim(bytes, from, fieldTo);
        if (from == to) {
            return cell.setNull();
        }
        if ((to - from) % 2 != 0) {
            return cell.refuse(LoadError.HEX_DIGIT, "Odd number of hexadecimal digits, Type: Varbyte");
        }
        int length = (to - from) / 2;
        byte[] value = cell.scratch(length);
        for (int i = 0; i < length; i++) {
            int high = Hex.digit(bytes[from + 2 * i]);
            int low = Hex.digit(bytes[from + 2 * i + 1]);
            if (high < 0 || low < 0) {
                int bad = from + 2 * i + (high < 0 ? 0 : 1);
                return cell.refuse(
                        LoadError.HEX_DIGIT,
                        "Invalid hexadecimal digit, Value '" + shown(bytes[bad]) + "', Pos " + (bad - fieldFrom)
                                + ", Type: Varbyte");
            }
            value[i] = (byte) (high << 4 | low);
        }
        if (length > maxBytes && !truncate) {
            return cell.refuse(LoadError.OUT_OF_RANGE, "Varbyte length exceeds DDL length");
        }
        return cell.setBytes(value, 0, Math.min(length, maxBytes));
    }
}
