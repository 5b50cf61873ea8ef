package io.forebay.format.kit.value;

/** Makes a column's values from the texts of its fields. Stateless and thread-safe. */
public abstract class FieldParser {
    FieldParser() {}

    /**
     * Sets the cell to the value of {@code [from, to)}, to NULL, or refuses it.
     *
     * @param bytes readable for {@link io.forebay.format.kit.bytes.Words#SLACK} bytes behind {@code to}
     * @return false when the cell tells why there is no value
     */
    public abstract boolean parse(byte[] bytes, int from, int to, Cell cell);

    /** What a field that is missing at the end of a record becomes under FILLRECORD. */
    public boolean fill(Cell cell) {
        return cell.setNull();
    }

    static boolean blank(byte value) {
        return value <= ' ' && (value == ' ' || (value >= '\t' && value <= '\r'));
    }

    static int skipBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && blank(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The end of the text without the blanks at its end. */
    static int trim(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && blank(bytes[end - 1])) {
            end--;
        }
        return end;
    }

    /** A byte as it is shown in messages. */
    static char shown(byte value) {
        return value > 0x1F && value < 0x7F ? (char) value : '.';
    }
}
