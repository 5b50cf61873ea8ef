package io.forebay.warehouse.postgresql.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Rows of a chunk as tuples: the number of the columns, then each value with its length before it, -1 for NULL. Used by one
 * thread.
 */
final class TupleWriter {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int NULL = -1;

    /** 2000-01-01, where PostgreSQL's dates and times begin. */
    private static final int FIRST_DAY = 10_957;

    private static final long FIRST_MICROSECOND = FIRST_DAY * 86_400_000_000L;
    private static final byte JSONB_VERSION = 1;

    private final Target target;
    private final WireForm[] forms;
    private final int[] scales;
    private final int[] textColumns;
    private final int fixedBytes;

    TupleWriter(Target target) {
        this.target = target;
        this.forms = target.forms();
        this.scales = target.scales();
        this.textColumns = target.textColumns();
        int bytes = Short.BYTES;
        for (WireForm form : forms) {
            bytes += Integer.BYTES + form.bytes;
        }
        this.fixedBytes = bytes;
    }

    /**
     * Adds rows to the buffer until it is full.
     *
     * @return the first row that was not added
     * @throws ForebayException OUT_OF_RANGE for a value that PostgreSQL has no form for
     */
    int write(ColumnChunk chunk, int from, int to, TupleBuffer buffer) {
        int row = from;
        while (row < to && !buffer.full()) {
            byte[] out = buffer.withRoom(Math.addExact(fixedBytes, textBytes(chunk, row)));
            buffer.endAt(write(chunk, row, out, buffer.length()));
            row++;
        }
        return row;
    }

    private int textBytes(ColumnChunk chunk, int row) {
        int bytes = 0;
        for (int column : textColumns) {
            bytes = Math.addExact(bytes, chunk.text(column).length(row));
        }
        return bytes;
    }

    private int write(ColumnChunk chunk, int row, byte[] out, int start) {
        SHORTS.set(out, start, (short) forms.length);
        int at = start + Short.BYTES;
        for (int column = 0; column < forms.length; column++) {
            if (chunk.isNull(column, row)) {
                INTS.set(out, at, NULL);
                at += Integer.BYTES;
            } else {
                at = write(chunk, column, row, out, at);
            }
        }
        return at;
    }

    private int write(ColumnChunk chunk, int column, int row, byte[] out, int at) {
        switch (forms[column]) {
            case INT2 -> {
                INTS.set(out, at, Short.BYTES);
                SHORTS.set(out, at + Integer.BYTES, (short) chunk.value(column, row));
                return at + Integer.BYTES + Short.BYTES;
            }
            case INT4 -> {
                return putInt(out, at, (int) chunk.value(column, row));
            }
            case INT8, FLOAT8 -> {
                return putLong(out, at, chunk.value(column, row));
            }
            case NUMERIC -> {
                return Numeric.put(out, at, chunk.value(column, row), scales[column]);
            }
            case WIDE_NUMERIC -> {
                return Numeric.put(out, at, chunk.high(column, row), chunk.value(column, row), scales[column]);
            }
            case BOOL -> {
                INTS.set(out, at, Byte.BYTES);
                out[at + Integer.BYTES] = (byte) chunk.value(column, row);
                return at + Integer.BYTES + Byte.BYTES;
            }
            case FLOAT4 -> {
                double value = Double.longBitsToDouble(chunk.value(column, row));
                return putInt(out, at, Float.floatToRawIntBits((float) value));
            }
            case OID -> {
                return putInt(out, at, (int) within(column, chunk.value(column, row), -1, 1L << Integer.SIZE));
            }
            case DATE -> {
                long day = chunk.value(column, row) - FIRST_DAY;
                return putInt(out, at, (int) within(column, day, Integer.MIN_VALUE, Integer.MAX_VALUE));
            }
            case TIMESTAMP -> {
                long moment =
                        within(column, chunk.value(column, row), Long.MIN_VALUE + FIRST_MICROSECOND, Long.MAX_VALUE);
                return putLong(out, at, moment - FIRST_MICROSECOND);
            }
            default -> {
                return putText(chunk.text(column), forms[column], row, out, at);
            }
        }
    }

    private static int putText(TextColumn text, WireForm form, int row, byte[] out, int at) {
        int start = text.start(row);
        int length = text.length(row);
        int place = at + Integer.BYTES;
        int end;
        switch (form) {
            case TIMETZ -> {
                TimeWithZone.put(text.bytes(), start, length, out, place);
                end = place + TimeWithZone.BYTES;
            }
            case UUID -> {
                UuidText.put(text.bytes(), start, length, out, place);
                end = place + UuidText.BYTES;
            }
            case JSONB -> {
                out[place] = JSONB_VERSION;
                System.arraycopy(text.bytes(), start, out, place + 1, length);
                end = place + 1 + length;
            }
            default -> {
                System.arraycopy(text.bytes(), start, out, place, length);
                end = place + length;
            }
        }
        INTS.set(out, at, end - place);
        return end;
    }

    private static int putInt(byte[] out, int at, int value) {
        INTS.set(out, at, Integer.BYTES);
        INTS.set(out, at + Integer.BYTES, value);
        return at + 2 * Integer.BYTES;
    }

    private static int putLong(byte[] out, int at, long value) {
        INTS.set(out, at, Long.BYTES);
        LONGS.set(out, at + Integer.BYTES, value);
        return at + Integer.BYTES + Long.BYTES;
    }

    /** The value, which must be between the two; the ends themselves mean infinity to PostgreSQL, or nothing. */
    private long within(int column, long value, long low, long high) {
        if (value <= low || value >= high) {
            throw new ForebayException(
                    CommonError.OUT_OF_RANGE,
                    "value " + value + " of column \"" + target.name(column) + "\" is out of range");
        }
        return value;
    }
}
