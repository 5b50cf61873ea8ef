package io.forebay.engine.schedule.expression;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** A field of a cron expression: what it is called and may hold. Days have words of their own besides. */
enum CronField {
    MINUTES("minutes", 0, 59, List.of(), ", - * /"),
    HOURS("hours", 0, 23, List.of(), ", - * /"),
    DAY_OF_MONTH("day-of-month", 1, 31, List.of(), ", - * ? / L W"),
    MONTH(
            "month",
            1,
            12,
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
            ", - * /"),
    /** Sunday is 1. */
    DAY_OF_WEEK("day-of-week", 1, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"), ", - * ? L #"),
    YEAR("year", 1970, 2199, List.of(), ", - * /");

    private final String title;
    private final int least;
    private final int most;
    private final List<String> names;
    private final String wildcards;

    CronField(String title, int least, int most, List<String> names, String wildcards) {
        this.title = title;
        this.least = least;
        this.most = most;
        this.names = names;
        this.wildcards = wildcards;
    }

    String title() {
        return title;
    }

    /** Parts between commas. */
    String[] parts(String text) {
        return text.split(",", -1);
    }

    /** All values of a text without the words of days. */
    BitSet values(String text) {
        BitSet values = new BitSet();
        if (text.equals("*")) {
            values.set(least, most + 1);
            return values;
        }
        for (String part : parts(text)) {
            add(part, text, values);
        }
        return values;
    }

    /** Adds the values of one part: a value, a range that may go round, or either with a step. */
    void add(String part, String text, BitSet values) {
        int slash = part.indexOf('/');
        String base = slash < 0 ? part : part.substring(0, slash);
        int step = slash < 0 ? 1 : step(part.substring(slash + 1), text);
        int dash = base.indexOf('-');
        int from;
        int to;
        if (base.equals("*") && slash >= 0) {
            from = least;
            to = most;
        } else if (dash > 0) {
            from = value(base.substring(0, dash), text);
            to = value(base.substring(dash + 1), text);
        } else {
            from = value(base, text);
            to = slash < 0 ? from : most;
        }
        int span = most - least + 1;
        if (to < from) {
            if (this == YEAR) {
                throw refused(text, "the range '" + base + "' ends before it begins");
            }
            to += span;
        }
        for (int value = from; value <= to; value += step) {
            values.set((value - least) % span + least);
        }
    }

    private int step(String digits, String text) {
        int step = number(digits);
        int widest = this == YEAR ? most - least + 1 : most;
        if (step < 1 || step > widest) {
            throw refused(text, "the step '" + digits + "' must be 1 to " + widest);
        }
        return step;
    }

    /** One value, by its number or name. */
    int value(String word, String text) {
        int place = names.indexOf(word.toUpperCase(Locale.ROOT));
        int value = place < 0 ? number(word) : least + place;
        if (value < least || value > most) {
            throw refused(text, word.isEmpty() ? "a value is missing" : "'" + word + "' is not allowed");
        }
        return value;
    }

    /** -1 for none. */
    private static int number(String digits) {
        boolean number = !digits.isEmpty()
                && digits.length() <= 4
                && digits.chars().allMatch(each -> each >= '0' && each <= '9');
        return number ? Integer.parseInt(digits) : -1;
    }

    ForebayException refused(String text, String why) {
        String allowed = least + " to " + most
                + (names.isEmpty() ? "" : ", " + names.get(0) + " to " + names.get(names.size() - 1));
        return new ForebayException(
                CommonError.INVALID_PARAMETER,
                "cron: " + title + " '" + text + "': " + why + "; expected " + allowed + ", with " + wildcards + ".");
    }
}
