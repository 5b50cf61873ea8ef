package io.forebay.format.kit.parquet;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.WriteColumn;
import io.forebay.spi.warehouse.ColumnType;

/**
 * How a column is stored: the physical types that were read from a file of Redshift's, and by analogy for the others.
 *
 * @param physical Parquet's number of the physical type
 * @param length of FIXED_LEN_BYTE_ARRAY in bytes; else 0
 * @param converted Parquet's number of the converted type; -1 for none
 */
record ParquetType(int physical, int length, int converted) {
    static final int BOOLEAN = 0;
    static final int INT32 = 1;
    static final int INT64 = 2;
    static final int INT96 = 3;
    static final int FLOAT = 4;
    static final int DOUBLE = 5;
    static final int BYTE_ARRAY = 6;
    static final int FIXED = 7;

    private static final int UTF8 = 0;
    private static final int DECIMAL = 5;
    private static final int DATE = 6;
    private static final int TIME_MICROS = 8;
    private static final int INT_16 = 16;
    private static final int INT_32 = 17;
    private static final int INT_64 = 18;
    private static final int JSON = 19;
    private static final int NONE = -1;
    private static final int LONG_DIGITS = 18;

    static ParquetType of(WriteColumn column) {
        ColumnType type = column.type();
        return switch (type.kind()) {
            case SMALLINT -> new ParquetType(INT32, 0, INT_16);
            case INTEGER -> new ParquetType(INT32, 0, INT_32);
            case BIGINT -> new ParquetType(INT64, 0, INT_64);
            case DECIMAL -> decimal(column);
            case REAL -> new ParquetType(FLOAT, 0, NONE);
            case DOUBLE -> new ParquetType(DOUBLE, 0, NONE);
            case BOOLEAN -> new ParquetType(BOOLEAN, 0, NONE);
            case CHAR, VARCHAR, TIMETZ, OTHER -> new ParquetType(BYTE_ARRAY, 0, UTF8);
            case DATE -> new ParquetType(INT32, 0, DATE);
            case TIME -> new ParquetType(INT64, 0, TIME_MICROS);
            case TIMESTAMP, TIMESTAMPTZ -> new ParquetType(INT96, 0, NONE);
            case SUPER -> new ParquetType(BYTE_ARRAY, 0, JSON);
            case VARBYTE ->
                throw new ForebayException(
                                CommonError.NOT_SUPPORTED,
                                "column \"" + column.name() + "\" is of type " + type.sqlName()
                                        + ", which UNLOAD writes to text and CSV only")
                        .withHint("Leave it out, or write text: to_hex(" + column.name() + ").");
        };
    }

    private static ParquetType decimal(WriteColumn column) {
        int precision = column.type().precision();
        if (precision == 0) {
            throw new ForebayException(
                            CommonError.NOT_SUPPORTED,
                            "column \"" + column.name()
                                    + "\" is numeric without a precision, which Parquet does not have")
                    .withHint("Give it one: CAST(" + column.name() + " AS numeric(38, 10)).");
        }
        return new ParquetType(FIXED, precision <= LONG_DIGITS ? 8 : 16, DECIMAL);
    }
}
