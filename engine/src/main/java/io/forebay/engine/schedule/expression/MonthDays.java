package io.forebay.engine.schedule.expression;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.BitSet;
import java.util.Locale;

/**
 * Days by their number.
 *
 * @param last L
 * @param lastWeekday LW
 * @param near nW: the weekday next to these, in the same month
 */
record MonthDays(BitSet plain, boolean last, boolean lastWeekday, BitSet near) implements Days {
    static MonthDays parse(String text) {
        CronField field = CronField.DAY_OF_MONTH;
        if (text.equals("*")) {
            return new MonthDays(field.values(text), false, false, new BitSet());
        }
        BitSet plain = new BitSet();
        BitSet near = new BitSet();
        boolean last = false;
        boolean lastWeekday = false;
        for (String part : field.parts(text)) {
            String word = part.toUpperCase(Locale.ROOT);
            if (word.equals("L")) {
                last = true;
            } else if (word.equals("LW")) {
                lastWeekday = true;
            } else if (word.endsWith("W")) {
                near.set(field.value(word.substring(0, word.length() - 1), text));
            } else {
                field.add(part, text, plain);
            }
        }
        return new MonthDays(plain, last, lastWeekday, near);
    }

    @Override
    public BitSet in(YearMonth month) {
        int length = month.lengthOfMonth();
        BitSet days = plain.get(0, length + 1);
        if (last) {
            days.set(length);
        }
        if (lastWeekday) {
            days.set(weekday(month.atDay(length)));
        }
        near.stream().filter(day -> day <= length).forEach(day -> days.set(weekday(month.atDay(day))));
        return days;
    }

    private static int weekday(LocalDate date) {
        int day = date.getDayOfMonth();
        if (date.getDayOfWeek() == DayOfWeek.SATURDAY) {
            return day > 1 ? day - 1 : day + 2;
        }
        if (date.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return day < date.lengthOfMonth() ? day + 1 : day - 2;
        }
        return day;
    }
}
