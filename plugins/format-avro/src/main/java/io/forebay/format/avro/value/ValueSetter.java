package io.forebay.format.avro.value;

import io.forebay.format.avro.schema.Type;
import io.forebay.format.avro.schema.Type.Meaning;
import io.forebay.format.kit.bytes.Text;
import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.value.Cell;
import io.forebay.format.kit.value.FieldParser;
import io.forebay.format.kit.value.LoadError;
import io.forebay.format.kit.value.Uuids;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Sets columns to values. Used by one thread. */
public final class ValueSetter {
    /** Redshift's limit for SUPER. */
    private static final int MOST_JSON = 16 << 20;

    private static final int LONG_DIGITS = 18;

    /** The whole doubles below are shown without an exponent. */
    private static final double PLAIN = 1e15;

    private final Cursor in;
    private final JsonWriter json;
    private final Column[] columns;
    private final FieldParser[] parsers;
    private final boolean acceptAny;
    private final boolean truncate;
    private final Text text = new Text(MOST_JSON);

    public ValueSetter(Cursor in, Column[] columns, FieldParser[] parsers, ReadOptions options) {
        this.in = in;
        this.json = new JsonWriter(in);
        this.columns = columns;
        this.parsers = parsers;
        this.acceptAny = options.has(ReadFlag.ACCEPTANYDATE);
        this.truncate = options.has(ReadFlag.TRUNCATECOLUMNS);
    }

    /** Sets the column to the value at the cursor, or refuses. @param type not of a union */
    public boolean set(Type type, int column, Cell cell) {
        ColumnType to = columns[column].type();
        if (type.kind == Type.Kind.NULL) {
            return cell.setNull();
        }
        if (to.kind() == TypeKind.SUPER) {
            return json(type, column, cell);
        }
        return switch (type.kind) {
            case BOOLEAN -> truth(in.nextBoolean(), column, cell);
            case INT, LONG -> number(type.meaning, in.nextNumber(type), column, cell);
            case FLOAT -> single(in.nextFloat(), column, cell);
            case DOUBLE -> real(in.nextDouble(), column, cell);
            case STRING -> bytes(in.nextLength(), column, cell);
            case BYTES, FIXED -> binary(type, column, cell);
            case ENUM -> {
                byte[] symbol = type.name(in.nextChoice(type.names()));
                text.clear().add(symbol, 0, symbol.length);
                yield parse(column, cell);
            }
            case RECORD, ARRAY, MAP -> json(type, column, cell);
            case NULL, UNION -> throw new IllegalArgumentException(type.kind.name());
        };
    }

    /** Adds the value at the cursor as JSON, and passes over it. */
    public void json(Type type, Text out) {
        json.write(type, 0, out);
    }

    private boolean json(Type type, int column, Cell cell) {
        json.write(type, 0, text.clear());
        return text.full() ? cell.refuse(LoadError.OUT_OF_RANGE, "JSON text of more than 16 MB") : parse(column, cell);
    }

    private boolean truth(boolean value, int column, Cell cell) {
        return columns[column].type().kind() == TypeKind.BOOLEAN
                ? cell.setLong(value ? 1 : 0)
                : parse(String.valueOf(value), column, cell);
    }

    private boolean number(Meaning meaning, long value, int column, Cell cell) {
        ColumnType to = columns[column].type();
        return switch (to.kind()) {
            case SMALLINT -> value == (short) value ? cell.setLong(value) : parse(value, column, cell);
            case INTEGER -> value == (int) value ? cell.setLong(value) : parse(value, column, cell);
            case BIGINT -> cell.setLong(value);
            case REAL -> cell.setDouble((float) value);
            case DOUBLE -> cell.setDouble(value);
            case DECIMAL -> decimal(value, 0, to, cell) || parse(value, column, cell);
            default -> {
                if (meaning == Meaning.NONE) {
                    yield parse(value, column, cell);
                }
                yield Moments.fits(meaning, to.kind())
                        ? Moments.set(meaning, value, to.kind(), acceptAny, cell)
                        : parse(Moments.text(meaning, value), column, cell);
            }
        };
    }

    /** Sets a DECIMAL to {@code value × 10^-scale} where that is simple; false when nothing was set. */
    private static boolean decimal(long value, int scale, ColumnType to, Cell cell) {
        if (to.precision() > LONG_DIGITS || scale > to.scale()) {
            return false;
        }
        long limit = power(to.precision() - (to.scale() - scale));
        return value < limit && value > -limit && cell.setLong(value * power(to.scale() - scale));
    }

    /** 10^n; 0 for less than 1. @param n at most 18 */
    private static long power(int n) {
        long power = n < 0 ? 0 : 1;
        for (int i = 0; i < n; i++) {
            power *= 10;
        }
        return power;
    }

    private boolean single(float value, int column, Cell cell) {
        return switch (columns[column].type().kind()) {
            case REAL, DOUBLE -> cell.setDouble(value);
            default -> parse(whole(value) ? Long.toString((long) value) : Float.toString(value), value, column, cell);
        };
    }

    /** Columns of digits take no exponent. */
    private boolean parse(String text, double value, int column, Cell cell) {
        boolean digits =
                switch (columns[column].type().kind()) {
                    case SMALLINT, INTEGER, BIGINT, DECIMAL -> Double.isFinite(value);
                    default -> false;
                };
        boolean plain = !digits || text.indexOf('E') < 0;
        return parse(plain ? text : new BigDecimal(text).toPlainString(), column, cell);
    }

    private boolean real(double value, int column, Cell cell) {
        TypeKind to = columns[column].type().kind();
        if (to == TypeKind.DOUBLE) {
            return cell.setDouble(value);
        }
        float rounded = (float) value;
        if (to == TypeKind.REAL
                && (rounded == 0) == (value == 0)
                && Float.isInfinite(rounded) == Double.isInfinite(value)) {
            return cell.setDouble(rounded);
        }
        return parse(whole(value) ? Long.toString((long) value) : Double.toString(value), value, column, cell);
    }

    private static boolean whole(double value) {
        return value == Math.rint(value) && Math.abs(value) < PLAIN;
    }

    private boolean binary(Type type, int column, Cell cell) {
        ColumnType to = columns[column].type();
        if (type.meaning == Meaning.DECIMAL) {
            BigInteger unscaled = Decimals.next(type, in);
            boolean simple = to.kind() == TypeKind.DECIMAL && unscaled.bitLength() < Long.SIZE;
            return (simple && decimal(unscaled.longValue(), type.scale, to, cell))
                    || parse(Decimals.text(unscaled, type.scale), column, cell);
        }
        if (to.kind() == TypeKind.VARBYTE) {
            int length = type.kind == Type.Kind.FIXED ? type.size : in.nextLength();
            return varbyte(in.pass(length), length, to.length(), cell);
        }
        if (type.meaning == Meaning.UUID) {
            return parse(Uuids.text(in.bytes(), in.pass(Uuids.BYTES)), column, cell);
        }
        return bytes(type.kind == Type.Kind.FIXED ? type.size : in.nextLength(), column, cell);
    }

    private boolean varbyte(int from, int length, int most, Cell cell) {
        if (most > 0 && length > most && !truncate) {
            return cell.refuse(LoadError.OUT_OF_RANGE, "Varbyte length exceeds DDL length");
        }
        return cell.setBytes(in.bytes(), from, from + (most > 0 ? Math.min(length, most) : length));
    }

    /** A text where it stands. */
    private boolean bytes(int length, int column, Cell cell) {
        int from = in.pass(length);
        if (texts(columns[column].type().kind()) && Words.find(in.bytes(), from, from + length, (byte) 0) >= 0) {
            return cell.refuse(LoadError.INVALID_LINE, "String has a NUL character (\\u0000), which no column takes");
        }
        return parsers[column].parse(in.bytes(), from, from + length, cell);
    }

    private static boolean texts(TypeKind kind) {
        return kind == TypeKind.CHAR || kind == TypeKind.VARCHAR;
    }

    private boolean parse(long value, int column, Cell cell) {
        return parse(Long.toString(value), column, cell);
    }

    private boolean parse(String ascii, int column, Cell cell) {
        if (columns[column].type().kind() == TypeKind.VARBYTE) {
            return cell.refuse(LoadError.HEX_DIGIT, "Only texts and bytes can be loaded, Type: Varbyte");
        }
        text.clear().add(ascii);
        return parse(column, cell);
    }

    private boolean parse(int column, Cell cell) {
        return parsers[column].parse(text.bytes(), 0, text.length(), cell);
    }

    /** The value at the cursor as errors show it; its beginning alone when it is long. */
    public Text shown(Type type, Text out) {
        if (type.kind == Type.Kind.STRING) {
            int length = in.nextLength();
            int from = in.pass(length);
            out.clear().add(in.bytes(), from, from + length);
        } else {
            json.write(type, 0, out.clear());
        }
        return out;
    }
}
