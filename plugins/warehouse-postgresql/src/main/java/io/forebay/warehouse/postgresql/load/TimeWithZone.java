package io.forebay.warehouse.postgresql.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** TIMETZ as text: {@code HH:MM:SS[.ffffff]+HH[:MM[:SS]]}, {@code -} west of Greenwich. */
final class TimeWithZone {
    /** Microseconds since midnight, then the zone's seconds west. SOURCE: PostgreSQL's {@code timetz_recv}. */
    static final int BYTES = Long.BYTES + Integer.BYTES;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int BAD = -1;

    private TimeWithZone() {}

    /** @throws ForebayException INVALID_DATETIME when it is none */
    static void put(byte[] from, int offset, int length, byte[] out, int at) {
        int to = offset + length;
        int zone = offset;
        while (zone < to && from[zone] != '+' && from[zone] != '-') {
            zone++;
        }
        int point = offset;
        while (point < zone && from[point] != '.') {
            point++;
        }
        int seconds = point - offset == 8 ? seconds(from, offset, point) : BAD;
        int micros = micros(from, point, zone);
        int away = zone < to ? seconds(from, zone + 1, to) : BAD;
        if (seconds == BAD || micros == BAD || away == BAD) {
            throw new ForebayException(
                    CommonError.INVALID_DATETIME,
                    "invalid input syntax for type time with time zone: \""
                            + new String(from, offset, Math.min(length, 100), StandardCharsets.UTF_8) + '"');
        }
        LONGS.set(out, at, seconds * 1_000_000L + micros);
        INTS.set(out, at + Long.BYTES, from[zone] == '-' ? away : -away);
    }

    /** {@code HH[:MM[:SS]]} in seconds. */
    private static int seconds(byte[] from, int start, int to) {
        int length = to - start;
        if (length != 2 && length != 5 && length != 8) {
            return BAD;
        }
        int seconds = 0;
        for (int unit = 3600, at = start; at < to; unit /= 60, at += 3) {
            int value = number(from, at, at + 2);
            if (value == BAD || (at > start && from[at - 1] != ':')) {
                return BAD;
            }
            seconds += value * unit;
        }
        return seconds;
    }

    /** A point and one to six digits, or nothing. */
    private static int micros(byte[] from, int start, int to) {
        int length = to - start - 1;
        if (length < 1) {
            return length == 0 ? BAD : 0;
        }
        int micros = length > 6 ? BAD : number(from, start + 1, to);
        for (int i = length; i < 6 && micros != BAD; i++) {
            micros *= 10;
        }
        return micros;
    }

    private static int number(byte[] from, int start, int to) {
        int number = 0;
        for (int at = start; at < to; at++) {
            if (from[at] < '0' || from[at] > '9') {
                return BAD;
            }
            number = number * 10 + from[at] - '0';
        }
        return number;
    }
}
