package io.forebay.server.wire.type;

import io.forebay.server.wire.message.MessageWriter;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Rows;

/** Writes one column's value, which is not null, without its length. */
@FunctionalInterface
public interface ValueEncoder {
    void encode(Rows rows, int column, MessageWriter out);

    /** @param zone what TIMESTAMPTZ is shown in, read at each value */
    static ValueEncoder text(ColumnType type, SessionZone zone) {
        return switch (type.kind()) {
            case BOOLEAN -> (rows, column, out) -> out.int8(rows.booleanAt(column) ? 't' : 'f');
            case SMALLINT, INTEGER, BIGINT -> (rows, column, out) -> out.decimal(rows.longAt(column));
            case REAL -> (rows, column, out) -> FloatText.real((float) rows.doubleAt(column), out);
            case DOUBLE -> (rows, column, out) -> FloatText.number(rows.doubleAt(column), out);
            case DECIMAL -> DecimalText.of(type);
            case DATE -> (rows, column, out) -> CalendarText.date(rows.longAt(column), out);
            case TIME -> (rows, column, out) -> CalendarText.time(rows.longAt(column), out);
            case TIMESTAMP -> (rows, column, out) -> CalendarText.timestamp(rows.longAt(column), out);
            case TIMESTAMPTZ -> (rows, column, out) -> CalendarText.timestamptz(rows.longAt(column), zone, out);
            case VARBYTE -> (rows, column, out) -> hex(rows.bytesAt(column), out);
            case CHAR, VARCHAR, SUPER, TIMETZ, OTHER -> (rows, column, out) -> out.bytes(rows.utf8At(column));
        };
    }

    static ValueEncoder binary(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> (rows, column, out) -> out.int8(rows.booleanAt(column) ? 1 : 0);
            case SMALLINT -> (rows, column, out) -> out.int16((int) rows.longAt(column));
            case INTEGER -> (rows, column, out) -> out.int32((int) rows.longAt(column));
            case BIGINT -> (rows, column, out) -> out.int64(rows.longAt(column));
            case REAL -> (rows, column, out) -> out.int32(Float.floatToIntBits((float) rows.doubleAt(column)));
            case DOUBLE -> (rows, column, out) -> out.int64(Double.doubleToLongBits(rows.doubleAt(column)));
            case DECIMAL -> (rows, column, out) -> NumericBinary.write(rows.decimalAt(column), out);
            case DATE -> (rows, column, out) -> out.int32(CalendarBinary.date(rows.longAt(column)));
            case TIME -> (rows, column, out) -> out.int64(rows.longAt(column));
            case TIMETZ -> (rows, column, out) -> CalendarBinary.timetz(rows.textAt(column), out);
            case TIMESTAMP, TIMESTAMPTZ -> (rows, column, out) -> out.int64(CalendarBinary.micros(rows.longAt(column)));
            case VARBYTE -> (rows, column, out) -> out.bytes(rows.bytesAt(column));
            case CHAR, VARCHAR, SUPER -> (rows, column, out) -> out.bytes(rows.utf8At(column));
            case OTHER ->
                type.equals(ColumnType.TEXT_ARRAY)
                        ? (rows, column, out) -> ArrayBinary.write(rows.textAt(column), out)
                        : (rows, column, out) -> out.bytes(rows.utf8At(column));
        };
    }

    private static void hex(byte[] bytes, MessageWriter out) {
        out.utf8("\\x");
        for (byte b : bytes) {
            out.int8(Character.forDigit(b >> 4 & 0xf, 16)).int8(Character.forDigit(b & 0xf, 16));
        }
    }
}
