package io.forebay.engine.schedule.expression;

import java.time.YearMonth;
import java.util.BitSet;

/** Which days of a month are meant. */
interface Days {
    /** From 1; none beyond the month's end. */
    BitSet in(YearMonth month);
}
