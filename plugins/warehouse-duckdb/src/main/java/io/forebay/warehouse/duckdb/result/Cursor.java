package io.forebay.warehouse.duckdb.result;

import java.math.BigDecimal;

/** Values of a result, row by row; as {@code Rows} describes them. */
public interface Cursor extends AutoCloseable {
    boolean next();

    boolean isNull(int column);

    long longAt(int column);

    double doubleAt(int column);

    boolean booleanAt(int column);

    BigDecimal decimalAt(int column);

    String textAt(int column);

    byte[] bytesAt(int column);

    @Override
    void close();
}
