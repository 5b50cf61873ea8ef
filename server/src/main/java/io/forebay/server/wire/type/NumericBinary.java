package io.forebay.server.wire.type;

import io.forebay.server.wire.message.MessageBody;
import io.forebay.server.wire.message.MessageWriter;
import io.forebay.server.wire.message.WireError;
import io.forebay.spi.ForebayException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * NUMERIC in binary: number of digits to base 10,000, weight of the first, sign, decimals shown, the digits. SOURCE:
 * PostgreSQL's numeric.c, {@code numeric_send}.
 */
final class NumericBinary {
    private static final int GROUP = 4;
    private static final int MOST_GROUPS = 500;
    private static final int NEGATIVE = 0x4000;
    private static final BigInteger BASE = BigInteger.valueOf(10_000);

    private NumericBinary() {}

    static void write(BigDecimal value, MessageWriter out) {
        int scale = Math.max(value.scale(), 0);
        BigDecimal plain = value.setScale(scale);
        int groupsBehind = (scale + GROUP - 1) / GROUP;
        String digits =
                plain.setScale(groupsBehind * GROUP).unscaledValue().abs().toString();
        digits = "0".repeat((GROUP - digits.length() % GROUP) % GROUP) + digits;
        int groups = digits.length() / GROUP;
        int weight = groups - groupsBehind - 1;
        int first = 0;
        int last = groups;
        while (first < last && group(digits, first) == 0) {
            first++;
        }
        while (last > first && group(digits, last - 1) == 0) {
            last--;
        }
        out.int16(last - first).int16(first == last ? 0 : weight - first);
        out.int16(value.signum() < 0 ? NEGATIVE : 0).int16(scale);
        for (int i = first; i < last; i++) {
            out.int16(group(digits, i));
        }
    }

    private static int group(String digits, int index) {
        int value = 0;
        for (int i = index * GROUP; i < (index + 1) * GROUP; i++) {
            value = value * 10 + digits.charAt(i) - '0';
        }
        return value;
    }

    static BigDecimal read(MessageBody in) {
        int count = in.uint16();
        int weight = (short) in.uint16();
        int sign = in.uint16();
        int scale = in.uint16();
        boolean tooLarge = Math.max(count, Math.abs(weight)) > MOST_GROUPS || scale > MOST_GROUPS * GROUP;
        if (tooLarge || (sign != 0 && sign != NEGATIVE) || in.remaining() != count * 2) {
            throw invalid();
        }
        BigInteger unscaled = BigInteger.ZERO;
        for (int i = 0; i < count; i++) {
            int digit = in.uint16();
            if (digit >= 10_000) {
                throw invalid();
            }
            unscaled = unscaled.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        BigDecimal value = new BigDecimal(sign == 0 ? unscaled : unscaled.negate(), (count - weight - 1) * GROUP);
        return value.setScale(scale, RoundingMode.DOWN);
    }

    private static ForebayException invalid() {
        return new ForebayException(
                WireError.WIRE_BINARY_VALUE, "a binary numeric is malformed, or is NaN or infinite");
    }
}
