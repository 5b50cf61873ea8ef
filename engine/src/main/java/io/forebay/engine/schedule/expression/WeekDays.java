package io.forebay.engine.schedule.expression;

import java.time.YearMonth;
import java.util.BitSet;
import java.util.Locale;

/**
 * Days by their name; Sunday is 1.
 *
 * @param last those meant in the last week of a month, as 6L
 * @param nth the day of d#n; 0 for none
 * @param week the n of d#n
 */
record WeekDays(BitSet plain, BitSet last, int nth, int week) implements Days {
    private static final int SATURDAY = 7;
    private static final int WEEKS = 5;

    static WeekDays parse(String text) {
        CronField field = CronField.DAY_OF_WEEK;
        if (text.equals("*")) {
            return new WeekDays(field.values(text), new BitSet(), 0, 0);
        }
        BitSet plain = new BitSet();
        BitSet last = new BitSet();
        int nth = 0;
        int week = 0;
        for (String part : field.parts(text)) {
            String word = part.toUpperCase(Locale.ROOT);
            int sharp = word.indexOf('#');
            if (word.equals("L")) {
                plain.set(SATURDAY);
            } else if (sharp >= 0) {
                if (nth > 0) {
                    throw field.refused(text, "only one '#' is allowed");
                }
                nth = field.value(word.substring(0, sharp), text);
                week = week(word.substring(sharp + 1), text);
            } else if (word.endsWith("L")) {
                last.set(field.value(word.substring(0, word.length() - 1), text));
            } else {
                field.add(part, text, plain);
            }
        }
        return new WeekDays(plain, last, nth, week);
    }

    private static int week(String digits, String text) {
        if (digits.length() != 1 || digits.charAt(0) < '1' || digits.charAt(0) > '0' + WEEKS) {
            throw CronField.DAY_OF_WEEK.refused(text, "after '#' must be 1 to " + WEEKS);
        }
        return digits.charAt(0) - '0';
    }

    @Override
    public BitSet in(YearMonth month) {
        BitSet days = new BitSet();
        int length = month.lengthOfMonth();
        // Monday is 1 in java.time
        int weekday = month.atDay(1).getDayOfWeek().getValue() % 7 + 1;
        for (int day = 1; day <= length; day++) {
            days.set(
                    day,
                    plain.get(weekday)
                            || last.get(weekday) && day > length - 7
                            || weekday == nth && (day + 6) / 7 == week);
            weekday = weekday % 7 + 1;
        }
        return days;
    }
}
