package io.forebay.server.cli.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.server.cli.TablePrinter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How times and texts are printed. Times are UTC, as in the system views. */
final class Words {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter FINE = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private Words() {}

    /** Of an answer: seconds since 1970. */
    static Instant time(JsonNode seconds) {
        return Instant.ofEpochMilli(
                seconds.decimalValue().multiply(BigDecimal.valueOf(1000)).longValue());
    }

    static String clock(Instant time) {
        return CLOCK.format(time.atOffset(ZoneOffset.UTC));
    }

    static String fine(Instant time) {
        return FINE.format(time.atOffset(ZoneOffset.UTC));
    }

    static String day(Instant time) {
        return DAY.format(time.atOffset(ZoneOffset.UTC));
    }

    /** At most eight characters below a hundred hours: {@code 40 ms}, {@code 2.1 s}, {@code 3m 05s}, {@code 2h 03m}. */
    static String took(Duration took) {
        long millis = Math.max(took.toMillis(), 0);
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return millis / 1_000 + "." + millis % 1_000 / 100 + " s";
        }
        long minutes = millis / 60_000;
        return minutes < 60
                ? minutes + "m " + two(millis / 1_000 % 60) + "s"
                : minutes / 60 + "h " + two(minutes % 60) + "m";
    }

    private static String two(long number) {
        return (number < 10 ? "0" : "") + number;
    }

    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** On one line, of at most so many columns. */
    static String cut(String text, int columns) {
        String line = TablePrinter.visible(text.strip().replaceAll("\\s*[\\r\\n\\t]\\s*", " "));
        if (TablePrinter.width(line) <= columns) {
            return line;
        }
        StringBuilder cut = new StringBuilder();
        int width = 0;
        for (int at = 0; at < line.length(); ) {
            String character = Character.toString(line.codePointAt(at));
            width += TablePrinter.width(character);
            if (width > columns - 1) {
                break;
            }
            cut.append(character);
            at += character.length();
        }
        return cut.append('…').toString();
    }

    /** How an execution is named on the command line: MACHINE:NAME. */
    static String name(String arn) {
        String[] parts = arn.split(":", 7);
        return parts.length < 7 ? arn : parts[6];
    }

    /** An error and its cause, whichever there are. */
    static String problem(JsonNode details) {
        String error = details.path("error").asText("");
        String cause = details.path("cause").asText("");
        return error.isEmpty() || cause.isEmpty() ? error + cause : error + ": " + cause;
    }
}
