package io.forebay.contract.format;

import io.forebay.spi.format.Chunk;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of Java objects that refuses what a chunk must not be given: a value of another kind, rows out of order, text
 * that is no UTF-8. Values are Long, Double, BigDecimal, String (CHAR, VARCHAR, SUPER), byte[] (VARBYTE) or null.
 */
public final class MemoryChunk implements Chunk {
    private static final Object UNSET = new Object();
    private static final Set<TypeKind> TEXTS = EnumSet.of(TypeKind.CHAR, TypeKind.VARCHAR, TypeKind.SUPER);
    private static final Set<TypeKind> REALS = EnumSet.of(TypeKind.REAL, TypeKind.DOUBLE);
    private static final int LONG_DIGITS = 18;

    /** What stands in a text for bytes that are no UTF-8, unless it was in the text. */
    private static final char REPLACEMENT = '\uFFFD';

    private final List<Column> columns;
    private final @Nullable Object[][] rows;
    private final long[] lines;
    private final int[] lastRows;
    private int lastLine = -1;

    public MemoryChunk(List<Column> columns, int capacity) {
        this.columns = List.copyOf(columns);
        this.rows = new Object[capacity][columns.size()];
        this.lines = new long[capacity];
        this.lastRows = new int[columns.size()];
        Arrays.fill(lastRows, -1);
        for (@Nullable Object[] row : rows) {
            Arrays.fill(row, UNSET);
        }
    }

    /** The first rows as lists. @throws IllegalStateException when a value of them was not set, or no line was told */
    public List<List<@Nullable Object>> rows(int count) {
        List<List<@Nullable Object>> list = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            if (lines[row] < 1) {
                throw new IllegalStateException("no line was told of row " + row);
            }
            for (int column = 0; column < columns.size(); column++) {
                if (rows[row][column] == UNSET) {
                    throw new IllegalStateException("column " + column + " of row " + row + " was not set");
                }
            }
            list.add(Collections.unmodifiableList(Arrays.asList(rows[row].clone())));
        }
        return list;
    }

    @Override
    public int capacity() {
        return rows.length;
    }

    @Override
    public boolean wantsLines() {
        return true;
    }

    @Override
    public void setLine(int row, long line) {
        boolean complete = true;
        for (int last : lastRows) {
            complete &= last >= row;
        }
        if (!complete || (row != lastLine && row != lastLine + 1) || line < 1) {
            throw new IllegalArgumentException("line " + line + " is told of row " + row + " behind row " + lastLine);
        }
        lastLine = row;
        lines[row] = line;
    }

    @Override
    public void setNull(int column, int row) {
        set(column, row, null);
    }

    @Override
    public void setLong(int column, int row, long value) {
        Column target = columns.get(column);
        if (target.type().kind() == TypeKind.DECIMAL) {
            require(target.type().precision() <= LONG_DIGITS, column);
            setDecimal(column, row, BigInteger.valueOf(value));
            return;
        }
        long limit =
                switch (target.type().kind()) {
                    case SMALLINT -> Short.MAX_VALUE;
                    case INTEGER -> Integer.MAX_VALUE;
                    case BOOLEAN -> 1;
                    case BIGINT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> Long.MAX_VALUE;
                    default -> throw wrongKind(column);
                };
        require(value <= limit && value >= -limit - 1, column);
        set(column, row, value);
    }

    @Override
    public void setWide(int column, int row, long high, long low) {
        require(columns.get(column).type().precision() > LONG_DIGITS, column);
        byte[] both =
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
        setDecimal(column, row, new BigInteger(both));
    }

    private void setDecimal(int column, int row, BigInteger unscaled) {
        ColumnType type = columns.get(column).type();
        BigDecimal value = new BigDecimal(unscaled, type.scale());
        require(value.precision() <= type.precision(), column);
        set(column, row, value);
    }

    @Override
    public void setDouble(int column, int row, double value) {
        TypeKind kind = columns.get(column).type().kind();
        require(REALS.contains(kind), column);
        require(kind == TypeKind.DOUBLE || Double.compare((float) value, value) == 0, column);
        set(column, row, value);
    }

    @Override
    public void setBytes(int column, int row, byte[] bytes, int offset, int length) {
        TypeKind kind = columns.get(column).type().kind();
        if (kind == TypeKind.VARBYTE) {
            set(column, row, Arrays.copyOfRange(bytes, offset, offset + length));
            return;
        }
        require(TEXTS.contains(kind), column);
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        set(column, row, text);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(column, bytes, offset, length);
        }
    }

    private static void requireUtf8(int column, byte[] bytes, int offset, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("column " + column + " was given bytes that are no UTF-8", e);
        }
    }

    private void set(int column, int row, @Nullable Object value) {
        int last = lastRows[column];
        if (row != last && row != last + 1) {
            throw new IllegalArgumentException("row " + row + " of column " + column + " was set after row " + last);
        }
        lastRows[column] = row;
        rows[row][column] = value;
    }

    private void require(boolean right, int column) {
        if (!right) {
            throw wrongKind(column);
        }
    }

    private IllegalArgumentException wrongKind(int column) {
        return new IllegalArgumentException(
                "the value is none of " + columns.get(column).type().sqlName());
    }
}
