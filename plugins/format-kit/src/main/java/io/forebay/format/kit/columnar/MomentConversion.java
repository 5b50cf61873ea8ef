package io.forebay.format.kit.columnar;

import io.forebay.format.kit.time.EpochMoments;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.warehouse.TypeKind;

/**
 * Dates and times into columns that hold dates and times. An instant goes into a TIMESTAMP in UTC, and a timestamp of no
 * zone into a TIMESTAMPTZ as one of UTC. Digits behind microseconds are cut off, and so is the time in a DATE column.
 */
final class MomentConversion implements Conversion {
    private final FileType type;
    private final TypeKind column;
    private final long units;
    private final long first;
    private final long last;
    private final int code;
    private final String reason;

    MomentConversion(FileType type, TypeKind column) {
        this.type = type;
        this.column = column;
        this.units = type.unitsADay();
        boolean clock = column == TypeKind.TIME;
        this.first = clock ? 0 : EpochMoments.first(units);
        this.last = clock ? units - 1 : EpochMoments.last(units);
        this.code = column == TypeKind.DATE ? LoadError.DATE_FORMAT : LoadError.TIMESTAMP_FORMAT;
        this.reason =
                clock ? "Time outside of 00:00:00 to 23:59:59.999999" : "Date outside of the years 4713 BC to 294246";
    }

    @Override
    public boolean convertNarrow(Values values) {
        return column == TypeKind.DATE && units == 1 && values.narrowWithin(first, last);
    }

    @Override
    public void convert(Values values) {
        long[] longs = values.longs;
        for (int row = 0; row < values.count; row++) {
            if (longs[row] < first || longs[row] > last) {
                values.fail(row, code, reason, JsonValues.plain(type, longs[row]));
                longs[row] = 0;
            }
        }
        if (column == TypeKind.DATE && units > 1) {
            for (int row = 0; row < values.count; row++) {
                longs[row] = Math.floorDiv(longs[row], units);
            }
        } else if (column != TypeKind.DATE && units < EpochMoments.MICROS) {
            long factor = EpochMoments.MICROS / units;
            for (int row = 0; row < values.count; row++) {
                longs[row] *= factor;
            }
        } else if (column != TypeKind.DATE && units > EpochMoments.MICROS) {
            for (int row = 0; row < values.count; row++) {
                longs[row] = Math.floorDiv(longs[row], 1000L);
            }
        }
    }
}
