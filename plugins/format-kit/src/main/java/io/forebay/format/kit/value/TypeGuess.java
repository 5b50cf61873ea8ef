package io.forebay.format.kit.value;

import io.forebay.format.kit.bytes.Words;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The narrowest type that takes all texts of a column that it was shown, as COPY would load them with the same options.
 * Leaves room: no SMALLINT, more digits and longer texts than were seen. A number with a leading zero is a text.
 */
public final class TypeGuess {
    private static final int[] LENGTHS = {16, 32, 64, 128, 256, 512, 1024, 4096, 16384};

    /** A DECIMAL of up to so many digits is computed with fast. */
    private static final int SMALL_DECIMAL = 18;

    private record Candidate(TypeKind kind, FieldParser parser) {}

    private final List<Candidate> left = new ArrayList<>();
    private final Cell cell = new Cell();
    private byte[] copy = new byte[64];
    private long values;
    private int longest;
    private int integerDigits;
    private int scale;

    /**
     * @param options whose DATEFORMAT and TIMEFORMAT hold; under ACCEPTANYDATE, what is no date is none here
     * @param json whether a text of JSON goes into a SUPER as what it is, and not as a string
     */
    public TypeGuess(ReadOptions options, boolean json) {
        ReadOptions strict = options.without(ReadFlag.ACCEPTANYDATE);
        for (TypeKind kind : List.of(
                TypeKind.BOOLEAN,
                TypeKind.INTEGER,
                TypeKind.BIGINT,
                TypeKind.DECIMAL,
                TypeKind.DOUBLE,
                TypeKind.DATE,
                TypeKind.TIMESTAMP,
                TypeKind.TIMESTAMPTZ,
                TypeKind.SUPER)) {
            if (json || kind != TypeKind.SUPER) {
                left.add(new Candidate(kind, FieldParsers.of(Column.of("", widest(kind)), strict)));
            }
        }
        cell.fill(new Forgetful());
    }

    /** Digits behind the scale of a DECIMAL are cut off: how many there are is counted apart. */
    private static ColumnType widest(TypeKind kind) {
        return kind == TypeKind.DECIMAL ? ColumnType.decimal(ColumnType.MAX_PRECISION, 0) : ColumnType.of(kind);
    }

    /** Takes one value into account; an empty text says nothing. */
    public void add(byte[] bytes, int from, int to) {
        longest = Math.max(longest, to - from);
        int start = FieldParser.skipBlanks(bytes, from, to);
        int length = FieldParser.trim(bytes, start, to) - start;
        if (length == 0) {
            return;
        }
        values++;
        if (left.isEmpty()) {
            return;
        }
        if (copy.length < to - from + Words.SLACK) {
            copy = new byte[2 * (to - from) + Words.SLACK];
        }
        System.arraycopy(bytes, start, copy, 0, length);
        countDigits(length);
        left.removeIf(candidate -> !looksLike(candidate.kind, length));
        System.arraycopy(bytes, from, copy, 0, to - from);
        cell.startRow(0, false);
        cell.startColumn(0, true);
        left.removeIf(candidate -> !candidate.parser.parse(copy, 0, to - from, cell));
    }

    /** Takes a value into account that is a text, whatever it looks like: it may only be a time. */
    public void addText(byte[] bytes, int from, int to) {
        left.removeIf(candidate -> switch (candidate.kind) {
            case DATE, TIMESTAMP, TIMESTAMPTZ -> false;
            default -> true;
        });
        add(bytes, from, to);
    }

    /** What the parser takes is more than what people mean by it: {@code 1} is no BOOLEAN here. */
    private boolean looksLike(TypeKind kind, int length) {
        byte first = copy[0];
        return switch (kind) {
            case BOOLEAN -> length >= 4 && (first | 0x20) != 'y' && (first | 0x20) != 'o';
            case INTEGER, BIGINT -> plainNumber(length) && find(length, '.') < 0;
            case DECIMAL -> plainNumber(length);
            case DOUBLE -> !leadingZero(length) && digit(copy[length - 1]);
            case DATE -> find(length, ':') < 0 && find(length, 'T') < 0;
            case TIMESTAMP -> !plainNumber(length) && !zoned(length);
            case TIMESTAMPTZ -> !plainNumber(length);
            case SUPER -> first == '{' || first == '[';
            default -> true;
        };
    }

    private boolean plainNumber(int length) {
        int points = 0;
        for (int at = copy[0] == '-' ? 1 : 0; at < length; at++) {
            if (copy[at] == '.') {
                points++;
            } else if (!digit(copy[at])) {
                return false;
            }
        }
        return points < 2 && !leadingZero(length) && digit(copy[length - 1]);
    }

    private boolean leadingZero(int length) {
        int at = copy[0] == '-' ? 1 : 0;
        return length > at + 1 && copy[at] == '0' && digit(copy[at + 1]);
    }

    /** Whether a clock time is followed by a zone. */
    private boolean zoned(int length) {
        int colon = find(length, ':');
        for (int at = colon + 1; colon >= 0 && at < length; at++) {
            byte next = copy[at];
            if (next == '+' || next == '-' || (next | 0x20) >= 'a' && (next | 0x20) <= 'z') {
                return !twelveHours(at, length);
            }
        }
        return false;
    }

    private boolean twelveHours(int at, int length) {
        return at + 2 == length && (copy[at + 1] | 0x20) == 'm';
    }

    private int find(int length, char wanted) {
        for (int at = 0; at < length; at++) {
            if (copy[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    private static boolean digit(byte value) {
        return value >= '0' && value <= '9';
    }

    private void countDigits(int length) {
        int point = find(length, '.');
        int sign = copy[0] == '-' ? 1 : 0;
        integerDigits = Math.max(integerDigits, (point < 0 ? length : point) - sign);
        scale = Math.max(scale, point < 0 ? 0 : length - point - 1);
    }

    /** The type; a text of 16 bytes when nothing but empty fields was shown. */
    public ColumnType type() {
        if (values == 0 || left.isEmpty()) {
            return ColumnType.varchar(roomy(longest));
        }
        TypeKind kind = left.get(0).kind;
        if (kind != TypeKind.DECIMAL) {
            return ColumnType.of(kind);
        }
        int digits = integerDigits + scale;
        if (digits <= ColumnType.MAX_PRECISION && scale <= ColumnType.MAX_SCALE) {
            return ColumnType.decimal(digits + 4 <= SMALL_DECIMAL ? SMALL_DECIMAL : ColumnType.MAX_PRECISION, scale);
        }
        boolean real = left.stream().anyMatch(candidate -> candidate.kind == TypeKind.DOUBLE);
        return real ? ColumnType.of(TypeKind.DOUBLE) : ColumnType.varchar(roomy(longest));
    }

    /** Whether nothing was shown, or empty texts alone. */
    public boolean empty() {
        return longest == 0;
    }

    /** The bytes of the longest text. */
    public int longest() {
        return longest;
    }

    /** A length for a VARCHAR, twice that of its longest text or more where it can be. */
    public static int roomy(int bytes) {
        for (int length : LENGTHS) {
            if (2 * bytes <= length) {
                return length;
            }
        }
        return ColumnType.MAX_VARCHAR;
    }

    /** Parsers are asked whether they take a value, not for the value. */
    private static final class Forgetful implements Chunk {
        @Override
        public int capacity() {
            return 1;
        }

        @Override
        public void setNull(int column, int row) {}

        @Override
        public void setLong(int column, int row, long value) {}

        @Override
        public void setWide(int column, int row, long high, long low) {}

        @Override
        public void setDouble(int column, int row, double value) {}

        @Override
        public void setBytes(int column, int row, byte[] bytes, int offset, int length) {}
    }
}
