package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.TokenStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * A moment in quotes: a date, or a date and a time with or without an offset ({@code 2002-12-31 23:59:59.123456+01:00},
 * {@code T} and {@code Z} allowed). UTC where no offset is written.
 */
final class Moment {
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private Moment() {}

    /** @param word what stands in front, for messages */
    static Instant read(TokenStream in, String word) {
        int at = in.peek().start();
        String text = in.string("a moment in quotes, such as '2002-12-31 23:59:59', behind " + word);
        try {
            return instant(FORMAT.parse(text.strip())).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw Mistake.syntax(
                    at,
                    word + " must be a date, or a date and a time, such as '2002-12-31 23:59:59' (UTC)"
                            + " or '2002-12-31 23:59:59+01:00'");
        }
    }

    private static Instant instant(TemporalAccessor read) {
        LocalTime time = read.isSupported(ChronoField.NANO_OF_DAY) ? LocalTime.from(read) : LocalTime.MIDNIGHT;
        ZoneOffset offset = read.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(read) : ZoneOffset.UTC;
        return LocalDate.from(read).atTime(time).toInstant(offset);
    }
}
