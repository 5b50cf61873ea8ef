package io.forebay.warehouse.duckdb.result;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Values of a result, row by row; as {@code Rows} describes them. */
public interface Cursor extends AutoCloseable {
    boolean next();

    /** Moves to the next row when that is in memory already; else changes nothing and is false. */
    default boolean step() {
        return false;
    }

    boolean isNull(int column);

    long longAt(int column);

    double doubleAt(int column);

    boolean booleanAt(int column);

    BigDecimal decimalAt(int column);

    /** Of up to 18 digits; see {@code Rows.unscaledAt}. */
    default long unscaledAt(int column) {
        return decimalAt(column).unscaledValue().longValueExact();
    }

    String textAt(int column);

    /** The text in UTF-8. */
    default byte[] utf8At(int column) {
        return textAt(column).getBytes(StandardCharsets.UTF_8);
    }

    byte[] bytesAt(int column);

    @Override
    void close();
}
