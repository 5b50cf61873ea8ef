package io.forebay.format.kit.columnar;

import io.forebay.format.kit.value.LoadError;
import io.forebay.format.kit.value.Wide;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers into REAL and DOUBLE PRECISION: the nearest number that the type has, and an error for one beyond its range. */
final class RealConversion implements Conversion {
    private final FileType type;
    private final boolean single;

    /** @param single whether the column is REAL */
    RealConversion(FileType type, boolean single) {
        this.type = type;
        this.single = single;
    }

    @Override
    public void convert(Values values) {
        switch (type.kind()) {
            case REAL -> {}
            case DOUBLE -> {
                if (single) {
                    round(values);
                }
            }
            case INTEGER -> {
                double[] doubles = values.doubles();
                for (int row = 0; row < values.count; row++) {
                    doubles[row] = single ? (float) values.longs[row] : values.longs[row];
                }
            }
            default -> {
                double[] doubles = values.doubles();
                for (int row = 0; row < values.count; row++) {
                    BigDecimal exact = exact(values, row);
                    doubles[row] = single ? exact.floatValue() : exact.doubleValue();
                }
            }
        }
    }

    private BigDecimal exact(Values values, int row) {
        long low = values.longs[row];
        BigInteger unscaled = type.kind() == FileType.Kind.UNSIGNED
                ? new BigInteger(Long.toUnsignedString(low))
                : type.wide() ? Wide.value(values.highs[row], low) : BigInteger.valueOf(low);
        return new BigDecimal(unscaled, type.scale());
    }

    private static void round(Values values) {
        double[] doubles = values.doubles;
        for (int row = 0; row < values.count; row++) {
            double value = doubles[row];
            float rounded = (float) value;
            if ((rounded == 0) != (value == 0) || Float.isInfinite(rounded) != Double.isInfinite(value)) {
                values.fail(row, LoadError.FLOAT_FORMAT, "Value out of range for type real", Double.toString(value));
            }
            doubles[row] = rounded;
        }
    }
}
