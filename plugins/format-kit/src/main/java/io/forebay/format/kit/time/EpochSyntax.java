package io.forebay.format.kit.time;

/** TIMEFORMAT {@code epochsecs} and {@code epochmillisecs}: a number since 1970-01-01 UTC, a fraction allowed. */
enum EpochSyntax implements MomentSyntax {
    SECONDS(1_000_000),
    MILLISECONDS(1_000);

    private static final int MAX_DIGITS = 16;

    private final long unitMicros;

    EpochSyntax(long unitMicros) {
        this.unitMicros = unitMicros;
    }

    @Override
    public boolean read(byte[] bytes, int from, int to, Moment moment) {
        moment.clear();
        boolean negative = bytes[from] == '-';
        int start = negative || bytes[from] == '+' ? from + 1 : from;
        int point = Digits.end(bytes, start, to);
        int end = point < to && bytes[point] == '.' ? Digits.end(bytes, point + 1, to) : point;
        if (point == start || end != to || point - start > MAX_DIGITS) {
            return false;
        }
        long whole = 0;
        for (int at = start; at < point; at++) {
            whole = whole * 10 + bytes[at] - '0';
        }
        long fraction = Digits.micros(bytes, Math.min(point + 1, to), to) * unitMicros / 1_000_000;
        if (Math.multiplyHigh(whole, unitMicros) != 0 || whole * unitMicros + fraction < 0) {
            return false;
        }
        long micros = whole * unitMicros + fraction;
        long signed = negative ? -micros : micros;
        moment.setEpochDay(Math.floorDiv(signed, Moment.MICROS_PER_DAY));
        moment.setMicrosOfDay(Math.floorMod(signed, Moment.MICROS_PER_DAY));
        return true;
    }
}
