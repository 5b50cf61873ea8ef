package io.forebay.format.kit.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * DATEFORMAT and TIMEFORMAT strings such as {@code MM/DD/YYYY HH12:MI:SS AM}. SOURCE: Amazon Redshift Database
 * Developer Guide, "DATEFORMAT and TIMEFORMAT strings": HH is HH24, MON an abbreviated or full name, SS takes a
 * fraction.
 */
final class PatternSyntax implements MomentSyntax {
    /** The parts of a format, longest spelling first. */
    enum Part {
        YYYY(4),
        HH24(2),
        HH12(2),
        MON(0),
        YY(2),
        MM(2),
        DD(2),
        HH(2),
        MI(2),
        SS(2),
        AM(0),
        PM(0);

        /** The most digits; 0 for a word. */
        final int digits;

        Part(int digits) {
            this.digits = digits;
        }

        boolean ofDate() {
            return this == YYYY || this == YY || this == MM || this == MON || this == DD;
        }
    }

    /** A part, or a character that must be there. @param exact whether another number follows without a separator */
    private record Item(@Nullable Part part, byte literal, boolean exact) {}

    private final Item[] items;

    private PatternSyntax(List<Item> items) {
        this.items = items.toArray(new Item[0]);
    }

    /**
     * Compiles a format.
     *
     * @return null when the format has no part at all, or one that COPY does not take (a time zone)
     */
    static @Nullable PatternSyntax compile(String format) {
        String upper = format.toUpperCase(Locale.ROOT);
        List<Item> items = new ArrayList<>();
        boolean parts = false;
        for (int at = 0; at < upper.length(); ) {
            Part part = partAt(upper, at);
            if (part == null) {
                char c = upper.charAt(at++);
                if (c > 0x7F || (Character.isLetter(c) && c != 'T')) {
                    return null;
                }
                items.add(new Item(null, (byte) c, false));
            } else {
                at += part.name().length();
                parts = true;
                Part next = partAt(upper, at);
                items.add(new Item(part, (byte) 0, next != null && next.digits > 0));
            }
        }
        return parts && !upper.contains("TZ") ? new PatternSyntax(items) : null;
    }

    private static @Nullable Part partAt(String format, int at) {
        for (Part part : Part.values()) {
            if (format.startsWith(part.name(), at)) {
                return part;
            }
        }
        return null;
    }

    /** Whether the format says which day it is: a year, a month and a day. */
    boolean hasDate() {
        return has(Part.YYYY, Part.YY) && has(Part.MM, Part.MON) && has(Part.DD, Part.DD);
    }

    private boolean has(Part one, Part other) {
        for (Item item : items) {
            if (item.part == one || item.part == other) {
                return true;
            }
        }
        return false;
    }

    /** The format up to its last part of a date: what is behind has no effect on a DATE. */
    PatternSyntax dateOnly() {
        int last = 0;
        for (int i = 0; i < items.length; i++) {
            Part part = items[i].part;
            if (part != null && part.ofDate()) {
                last = i + 1;
            }
        }
        return new PatternSyntax(List.of(items).subList(0, last));
    }

    @Override
    public boolean read(byte[] bytes, int from, int to, Moment moment) {
        return readFirst(bytes, from, to, moment) == to;
    }

    /** Reads as much of the text as the format describes; the place behind it, or -1. */
    int readFirst(byte[] bytes, int from, int to, Moment moment) {
        moment.clear();
        Reading reading = new Reading(bytes, from, to);
        for (Item item : items) {
            if (reading.at == to && reading.dateRead()) {
                break;
            }
            if (!reading.take(item)) {
                return -1;
            }
        }
        return reading.fill(moment) ? reading.at : -1;
    }

    /** One text while it is read. */
    private static final class Reading {
        private final byte[] bytes;
        private final int to;
        private int at;
        private int year = 1970;
        private int month;
        private int day;
        private int hour;
        private int minute;
        private int second;
        private int micros;
        private boolean yearRead;
        private boolean twelve;
        private boolean afternoon;

        Reading(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.at = from;
            this.to = to;
        }

        boolean dateRead() {
            return yearRead && month > 0 && day > 0;
        }

        boolean take(Item item) {
            if (item.part == null) {
                return takeLiteral(item.literal);
            }
            return item.part.digits == 0 ? takeWord(item.part) : takeNumber(item.part, item.exact);
        }

        private boolean takeLiteral(byte literal) {
            if (at == to || Names.upper(bytes[at]) != literal) {
                return false;
            }
            at++;
            while (literal == ' ' && at < to && bytes[at] == ' ') {
                at++;
            }
            return true;
        }

        private boolean takeWord(Part part) {
            int end = Names.end(bytes, at, to);
            if (part == Part.MON) {
                month = Names.month(bytes, at, end);
                at = end;
                return month > 0;
            }
            int half = Names.half(bytes, at, end);
            at = end;
            twelve = true;
            afternoon = half == Names.PM;
            return half != 0;
        }

        private boolean takeNumber(Part part, boolean exact) {
            int end = Math.min(Digits.end(bytes, at, to), at + part.digits);
            if (end == at || (exact && end - at < part.digits)) {
                return false;
            }
            int places = end - at;
            int value = Digits.value(bytes, at, end);
            at = end;
            return keep(part, value, places);
        }

        private boolean keep(Part part, int value, int places) {
            switch (part) {
                case YYYY, YY -> {
                    year = places <= 2 ? Names.century(value) : value;
                    yearRead = true;
                    return year > 0;
                }
                case MM -> month = value;
                case DD -> day = value;
                case HH, HH24 -> hour = value;
                case HH12 -> {
                    hour = value;
                    twelve = true;
                }
                case MI -> minute = value;
                case SS -> {
                    second = value;
                    takeFraction();
                }
                default -> throw new IllegalStateException(part + " is no number");
            }
            return true;
        }

        private void takeFraction() {
            if (at < to && bytes[at] == '.') {
                int end = Digits.end(bytes, at + 1, to);
                micros = Digits.micros(bytes, at + 1, end);
                at = end;
            }
        }

        boolean fill(Moment moment) {
            if (twelve) {
                if (hour < 1 || hour > 12) {
                    return false;
                }
                hour = hour % 12 + (afternoon ? 12 : 0);
            }
            return moment.setDate(year, month, day) && moment.setTime(hour, minute, second, micros);
        }
    }
}
