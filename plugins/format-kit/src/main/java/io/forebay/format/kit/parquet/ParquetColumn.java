package io.forebay.format.kit.parquet;

import io.forebay.format.kit.write.RowBytes;
import io.forebay.format.kit.write.ValueText;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.WriteColumn;
import io.forebay.spi.warehouse.Rows;
import java.math.BigInteger;

/** The values of one column in the row group that is in memory: pages that are compressed, and the one that grows. */
final class ParquetColumn {
    /** Bytes of values at which a page ends. */
    private static final int PAGE = 1 << 20;

    private static final int MOST_VALUES = 1 << 20;
    private static final long MICROS_A_DAY = 86_400_000_000L;
    private static final int JULIAN_EPOCH = 2_440_588;
    private static final int DATA_PAGE = 0;
    private static final int PLAIN = 0;
    private static final int RLE = 3;

    /** DuckDB's HUGEINT has a little more room than 38 digits. */
    private static final BigInteger LIMIT = BigInteger.TEN.pow(38);

    private static final int DOUBTFUL_BITS = 126;

    /** Memory of the objects around the bytes, and of the least and the greatest value. */
    private static final int OBJECTS = 512;

    private final WriteColumn column;
    private final ParquetType type;
    private final ValueText text;
    private final Snappy snappy;
    private final RowBytes values = new RowBytes();
    private final RowBytes present = new RowBytes();
    private final RowBytes pages = new RowBytes();
    private final RowBytes page = new RowBytes();
    private final Extremes extremes;
    private int count;
    private int nulls;
    private int bits;
    private long uncompressed;
    private long total;
    private long totalNulls;

    ParquetColumn(WriteColumn column, Snappy snappy) {
        this.column = column;
        this.type = ParquetType.of(column);
        this.text = ValueText.of(column.type());
        this.snappy = snappy;
        this.extremes = new Extremes(type);
    }

    /** Adds the column's value of the row that {@code rows} is at. */
    void add(Rows rows) {
        boolean isNull = rows.isNull(column.index());
        bit(present, count, !isNull);
        count++;
        if (isNull) {
            nulls++;
        } else {
            int start = values.length();
            value(rows, column.index());
            extremes.take(values, start);
        }
        if (values.length() >= PAGE || count >= MOST_VALUES) {
            endPage();
        }
    }

    private void value(Rows rows, int at) {
        switch (column.type().kind()) {
            case SMALLINT, INTEGER -> little(rows.longAt(at), 4);
            case DATE -> little(finite(rows.longAt(at)), 4);
            case BIGINT, TIME -> little(rows.longAt(at), 8);
            case REAL -> little(Float.floatToIntBits((float) rows.doubleAt(at)), 4);
            case DOUBLE -> little(Double.doubleToLongBits(rows.doubleAt(at)), 8);
            case DECIMAL -> decimal(rows.decimalAt(at).unscaledValue());
            case BOOLEAN -> bit(values, bits++, rows.booleanAt(at));
            case TIMESTAMP, TIMESTAMPTZ -> moment(finite(rows.longAt(at)));
            default -> text(rows, at);
        }
    }

    private long finite(long value) {
        if (value == Long.MAX_VALUE || value == -Long.MAX_VALUE) {
            throw new ForebayException(
                            CommonError.OUT_OF_RANGE,
                            "column \"" + column.name() + "\" holds infinity, which Parquet has no form for")
                    .withHint("Write NULL for it: NULLIF(" + column.name() + ", 'infinity').");
        }
        return value;
    }

    private void little(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            values.add((int) (value >> 8 * i));
        }
    }

    /** In as many bytes as the type has, the highest first. */
    private void decimal(BigInteger value) {
        if (value.bitLength() > DOUBTFUL_BITS && value.abs().compareTo(LIMIT) >= 0) {
            throw new ForebayException(
                            CommonError.OUT_OF_RANGE,
                            "column \"" + column.name() + "\" holds a number of more than 38 digits, which Parquet's"
                                    + " decimals cannot have")
                    .withHint("Write it as text: " + column.name() + "::varchar.");
        }
        byte[] bytes = value.toByteArray();
        for (int i = bytes.length; i < type.length(); i++) {
            values.add(value.signum() < 0 ? 0xff : 0);
        }
        values.add(bytes);
    }

    /** Nanoseconds of the day and the Julian day. */
    private void moment(long micros) {
        little(Math.floorMod(micros, MICROS_A_DAY) * 1000, 8);
        little(JULIAN_EPOCH + Math.floorDiv(micros, MICROS_A_DAY), 4);
    }

    private void text(Rows rows, int at) {
        int start = values.length();
        little(0, 4);
        text.add(rows, at, values);
        int length = values.length() - start - 4;
        byte[] bytes = values.array();
        for (int i = 0; i < 4; i++) {
            bytes[start + i] = (byte) (length >> 8 * i);
        }
    }

    private static void bit(RowBytes bytes, int at, boolean one) {
        if (at % 8 == 0) {
            bytes.add(0);
        }
        if (one) {
            bytes.array()[bytes.length() - 1] |= (byte) (1 << at % 8);
        }
    }

    /** Bytes of memory. */
    long held() {
        return OBJECTS
                + (long) values.array().length
                + present.array().length
                + pages.array().length
                + page.array().length;
    }

    /** Bytes before compression. */
    long plainBytes() {
        return uncompressed + values.length() + present.length();
    }

    private void endPage() {
        if (count == 0) {
            return;
        }
        page.cut(0);
        levels();
        page.add(values.array(), 0, values.length());
        RowBytes compressed = new RowBytes();
        snappy.compress(page.array(), page.length(), compressed);
        int before = pages.length();
        int size = count;
        ThriftStruct.write(pages, header -> header.i32(1, DATA_PAGE)
                .i32(2, page.length())
                .i32(3, compressed.length())
                .struct(5, data -> data.i32(1, size).i32(2, PLAIN).i32(3, RLE).i32(4, RLE)));
        uncompressed += pages.length() - before + page.length();
        pages.add(compressed.array(), 0, compressed.length());
        total += count;
        totalNulls += nulls;
        values.cut(0);
        present.cut(0);
        count = 0;
        nulls = 0;
        bits = 0;
    }

    /** Which values are there: one run when all or none are, else bits. */
    private void levels() {
        RowBytes levels = new RowBytes();
        if (nulls == 0 || nulls == count) {
            Varint.add((long) count << 1, levels);
            levels.add(nulls == 0 ? 1 : 0);
        } else {
            Varint.add((long) present.length() << 1 | 1, levels);
            levels.add(present.array(), 0, present.length());
        }
        for (int i = 0; i < 4; i++) {
            page.add(levels.length() >> 8 * i);
        }
        page.add(levels.array(), 0, levels.length());
    }

    /** What a column of a row group is, for the file's footer. */
    record Chunk(
            WriteColumn column,
            ParquetType type,
            long offset,
            long values,
            long nulls,
            long uncompressed,
            long compressed,
            Extremes extremes) {}

    /** Ends the row group: gives its pages; the column is of no more use. */
    Chunk end(long offset, RowBytes out) {
        endPage();
        out.add(pages.array(), 0, pages.length());
        return new Chunk(column, type, offset, total, totalNulls, uncompressed, pages.length(), extremes);
    }
}
