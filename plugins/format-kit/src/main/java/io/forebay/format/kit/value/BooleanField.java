package io.forebay.format.kit.value;

/** BOOLEAN: t, true, y, yes, 1 and f, false, n, no, 0 in any case. */
final class BooleanField extends FieldParser {
    @Override
    public boolean parse(byte[] bytes, int fieldFrom, int fieldTo, Cell cell) {
        int from = skipBlanks(bytes, fieldFrom, fieldTo);
        int to = trim(bytes, from, fieldTo);
        if (from == to) {
            return cell.setNull();
        }
        if (to - from == 1 && (bytes[from] == '0' || bytes[from] == '1')) {
            return cell.setLong(bytes[from] - '0');
        }
        if (any(bytes, from, to, "t", "true", "y", "yes")) {
            return cell.setLong(1);
        }
        if (any(bytes, from, to, "f", "false", "n", "no")) {
            return cell.setLong(0);
        }
        return cell.refuse(LoadError.BOOLEAN_FORMAT, "Unknown boolean format");
    }

    private static boolean any(byte[] bytes, int from, int to, String one, String two, String three, String four) {
        return Letters.are(one, bytes, from, to)
                || Letters.are(two, bytes, from, to)
                || Letters.are(three, bytes, from, to)
                || Letters.are(four, bytes, from, to);
    }
}
