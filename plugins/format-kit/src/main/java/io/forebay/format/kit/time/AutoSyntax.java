package io.forebay.format.kit.time;

import org.jspecify.annotations.Nullable;

/**
 * DATEFORMAT and TIMEFORMAT {@code 'auto'}: most ways in which people write dates. SOURCE: Amazon Redshift Database
 * Developer Guide, "Using automatic recognition with DATEFORMAT and TIMEFORMAT"; years of two digits and the order of
 * {@code 1/8/1999} (month first) as PostgreSQL reads them.
 */
final class AutoSyntax implements MomentSyntax {
    /** For a TIME, six digits are a time of day; otherwise they are a date until one was seen. */
    private final boolean timeOnly;

    AutoSyntax(boolean timeOnly) {
        this.timeOnly = timeOnly;
    }

    @Override
    public boolean read(byte[] bytes, int from, int to, Moment moment) {
        moment.clear();
        return new Reading(bytes, from, to, moment, timeOnly).read();
    }

    /** One text while it is read, token by token. */
    private static final class Reading {
        private static final int JULIAN_OF_1970 = 2_440_588;

        private final byte[] bytes;
        private final int to;
        private final Moment moment;
        private final boolean timeOnly;
        private int at;

        /** The numbers of a date, in their order, and how many digits each has. */
        private final int[] numbers = new int[3];

        private final int[] places = new int[3];
        private int count;
        private int month;
        private byte separator = ' ';
        private boolean dateDone;
        private boolean timeDone;
        private boolean bc;
        private int half;
        private int zoneFrom = -1;
        private int zoneTo;

        Reading(byte[] bytes, int from, int to, Moment moment, boolean timeOnly) {
            this.bytes = bytes;
            this.at = from;
            this.to = to;
            this.moment = moment;
            this.timeOnly = timeOnly;
        }

        boolean read() {
            while (at < to) {
                if (!token()) {
                    return false;
                }
            }
            return finishDate() && finishTime() && finishZone();
        }

        private boolean token() {
            byte next = bytes[at];
            if (next == ' ' || next == ',') {
                at++;
                return true;
            }
            if (Digits.is(next)) {
                return number();
            }
            if (Names.letter(next)) {
                return word();
            }
            return (next == '+' || next == '-') && timeDone && offset();
        }

        private boolean number() {
            int end = Digits.end(bytes, at, to);
            if (end < to && bytes[end] == ':') {
                return clock(end);
            }
            if (dateKnown() && !timeDone && end - at >= 4) {
                return compactTime(end);
            }
            if (timeOnly) {
                return compactTime(end);
            }
            if (count == 0 && month == 0 && end - at >= 5) {
                return compactDate(end);
            }
            if (end - at == 4 && end + 4 <= to && bytes[end] == '.' && Digits.end(bytes, end + 1, to) == end + 4) {
                return ordinalDate(end);
            }
            return datePart(end);
        }

        private boolean dateKnown() {
            return dateDone || count + (month > 0 ? 1 : 0) == 3;
        }

        private boolean datePart(int end) {
            if (dateKnown() || count == 3 || end - at > 6) {
                return false;
            }
            numbers[count] = Digits.value(bytes, at, end);
            places[count++] = end - at;
            at = end;
            skipSeparator();
            return true;
        }

        private void skipSeparator() {
            if (at + 1 < to && !dateKnown() && (bytes[at] == '-' || bytes[at] == '/' || bytes[at] == '.')) {
                separator = bytes[at++];
            }
        }

        /** YYYYMMDD or YYMMDD. */
        private boolean compactDate(int end) {
            int size = end - at;
            if (size != 8 && size != 6) {
                return false;
            }
            int yearEnd = end - 4;
            int year = Digits.value(bytes, at, yearEnd);
            dateDone = moment.setDate(
                    size == 6 ? Names.century(year) : year, Digits.two(bytes, yearEnd), Digits.two(bytes, yearEnd + 2));
            at = end;
            return dateDone;
        }

        /** YYYY.DDD. */
        private boolean ordinalDate(int end) {
            dateDone = moment.setDayOfYear(Digits.value(bytes, at, end), Digits.value(bytes, end + 1, end + 4));
            at = end + 4;
            return dateDone;
        }

        /** HHMISS[.f…]; behind a T or alone also HHMI. */
        private boolean compactTime(int end) {
            int size = end - at;
            boolean marked = timeOnly || Names.upper(bytes[at - 1]) == 'T';
            if ((size != 6 && (size != 4 || !marked)) || timeDone) {
                return false;
            }
            int second = size == 6 ? Digits.two(bytes, at + 4) : 0;
            int start = at;
            at = end;
            timeDone = moment.setTime(Digits.two(bytes, start), Digits.two(bytes, start + 2), second, fraction());
            return timeDone;
        }

        /** H[H]:MI[:SS[.f…]]. @param colon the place of the first colon */
        private boolean clock(int colon) {
            if (timeDone || colon - at > 2 || Digits.end(bytes, colon + 1, to) != colon + 3) {
                return false;
            }
            int hour = Digits.value(bytes, at, colon);
            int minute = Digits.two(bytes, colon + 1);
            int second = 0;
            at = colon + 3;
            if (at < to && bytes[at] == ':') {
                if (Digits.end(bytes, at + 1, to) != at + 3) {
                    return false;
                }
                second = Digits.two(bytes, at + 1);
                at += 3;
            }
            timeDone = moment.setTime(hour, minute, second, fraction());
            return timeDone;
        }

        private int fraction() {
            if (at == to || bytes[at] != '.') {
                return 0;
            }
            int start = at + 1;
            at = Digits.end(bytes, start, to);
            return Digits.micros(bytes, start, at);
        }

        private boolean offset() {
            int end = at + 1;
            while (end < to && (Digits.is(bytes[end]) || bytes[end] == ':')) {
                end++;
            }
            int start = at;
            at = end;
            return zoneFrom < 0 && ClockTime.readOffset(bytes, start, end, moment);
        }

        private boolean word() {
            int start = at;
            int end = Names.end(bytes, at, to);
            at = end;
            if (end - start == 1) {
                return letter(start, end);
            }
            int named = Names.month(bytes, start, end);
            if (named > 0) {
                return monthName(named);
            }
            if (Names.is("BC", bytes, start, end)) {
                bc = true;
                return !timeOnly;
            }
            int read = Names.half(bytes, start, end);
            if (read != 0) {
                half = read;
                return timeDone;
            }
            return Names.weekday(bytes, start, end) || Names.is("AD", bytes, start, end) || zone(start);
        }

        private boolean monthName(int named) {
            if (month > 0 || dateDone) {
                return false;
            }
            month = named;
            skipSeparator();
            return true;
        }

        private boolean letter(int start, int end) {
            byte letter = Names.upper(bytes[start]);
            if (letter == 'J') {
                return julian();
            }
            if (letter == 'T') {
                return at < to && Digits.is(bytes[at]) && dateKnown();
            }
            return letter == 'Z' && timeDone && zoneFrom < 0 && zoneEnds(start, end);
        }

        private boolean julian() {
            int end = Digits.end(bytes, at, to);
            if (dateDone || count > 0 || end == at || end - at > 8) {
                return false;
            }
            moment.setEpochDay(Digits.value(bytes, at, end) - (long) JULIAN_OF_1970);
            dateDone = true;
            at = end;
            return true;
        }

        private boolean zone(int start) {
            if (!timeDone || zoneFrom >= 0) {
                return false;
            }
            int end = at;
            while (end < to && bytes[end] != ' ') {
                end++;
            }
            at = end;
            return zoneEnds(start, end);
        }

        private boolean zoneEnds(int start, int end) {
            zoneFrom = start;
            zoneTo = end;
            return true;
        }

        private boolean finishDate() {
            if (timeOnly && count == 0 && month == 0 && !dateDone) {
                return timeDone;
            }
            if (dateDone) {
                return count == 0 && month == 0 && !bc;
            }
            return month > 0 ? count == 2 && namedMonth() : count == 3 && threeNumbers();
        }

        private boolean namedMonth() {
            boolean yearFirst = places[0] > 2 || numbers[0] > 31;
            return setDate(yearFirst ? 0 : 1, month, numbers[yearFirst ? 1 : 0]);
        }

        private boolean threeNumbers() {
            if (places[0] > 2) {
                return setDate(0, numbers[1], numbers[2]);
            }
            return separator == '.' ? setDate(2, numbers[1], numbers[0]) : setDate(2, numbers[0], numbers[1]);
        }

        private boolean setDate(int yearAt, int monthOfYear, int day) {
            int written = numbers[yearAt];
            int year = bc ? 1 - written : places[yearAt] <= 2 ? Names.century(written) : written;
            boolean yearZero = written == 0 && (bc || places[yearAt] > 2);
            return !yearZero && moment.setDate(year, monthOfYear, day);
        }

        private boolean finishTime() {
            if (half == 0) {
                return true;
            }
            long hour = moment.microsOfDay() / (3600 * Moment.MICROS_PER_SECOND);
            if (hour < 1 || hour > 12) {
                return false;
            }
            long shift = half == Names.PM ? (hour == 12 ? 0 : 12) : (hour == 12 ? -12 : 0);
            moment.setMicrosOfDay(moment.microsOfDay() + shift * 3600 * Moment.MICROS_PER_SECOND);
            return true;
        }

        private boolean finishZone() {
            if (zoneFrom < 0) {
                return true;
            }
            @Nullable Integer seconds = Names.zoneSeconds(bytes, zoneFrom, zoneTo, moment.localMicros());
            if (seconds == null) {
                return false;
            }
            moment.setOffset(seconds);
            return true;
        }
    }
}
