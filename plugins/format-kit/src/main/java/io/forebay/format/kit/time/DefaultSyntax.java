package io.forebay.format.kit.time;

import io.forebay.format.kit.bytes.Words;

/** What COPY takes without DATEFORMAT and TIMEFORMAT. */
public enum DefaultSyntax implements MomentSyntax {
    /** {@code YYYY-MM-DD}; a time behind it is checked and has no effect. */
    DATE {
        @Override
        public boolean read(byte[] bytes, int from, int to, Moment moment) {
            return TIMESTAMP.read(bytes, from, to, moment);
        }
    },
    /** {@code YYYY-MM-DD[ HH:MI:SS[.ffffff]]} */
    TIMESTAMP {
        @Override
        public boolean read(byte[] bytes, int from, int to, Moment moment) {
            return readDateAndTime(bytes, from, to, moment) == to;
        }
    },
    /** {@code YYYY-MM-DD[ HH:MI:SS[.ffffff][ ][OF]]} */
    TIMESTAMPTZ {
        @Override
        public boolean read(byte[] bytes, int from, int to, Moment moment) {
            int end = readDateAndTime(bytes, from, to, moment);
            if (end < 0 || end == to) {
                return end == to;
            }
            return ClockTime.readOffset(bytes, bytes[end] == ' ' && end + 1 < to ? end + 1 : end, to, moment);
        }
    },
    /** {@code HH:MI[:SS[.ffffff]]} */
    TIME {
        @Override
        public boolean read(byte[] bytes, int from, int to, Moment moment) {
            moment.clear();
            if (to - from == 5 && bytes[from + 2] == ':') {
                return moment.setTime(Digits.two(bytes, from), Digits.two(bytes, from + 3), 0, 0);
            }
            return ClockTime.read(bytes, from, to, moment) == to;
        }
    };

    /** In a class of its own: an enum's constants come before its other constants. */
    private static final class Template {
        private static final long YEAR_MONTH = Digits.word("0000-00-");
        private static final long MARKS = 0xFF0000FF00000000L;
    }

    private static int readDateAndTime(byte[] bytes, int from, int to, Moment moment) {
        moment.clear();
        if (to - from < 10) {
            return -1;
        }
        long pairs = Digits.pairs(Words.load(bytes, from), Template.YEAR_MONTH, Template.MARKS);
        int year = (int) (pairs & 0xFF) * 100 + (int) (pairs >>> 16 & 0xFF);
        int month = (int) (pairs >>> 40 & 0xFF);
        if (pairs < 0 || year < 1 || !moment.setDate(year, month, Digits.two(bytes, from + 8))) {
            return -1;
        }
        int end = from + 10;
        return end < to && bytes[end] == ' ' ? ClockTime.read(bytes, end + 1, to, moment) : end;
    }
}
