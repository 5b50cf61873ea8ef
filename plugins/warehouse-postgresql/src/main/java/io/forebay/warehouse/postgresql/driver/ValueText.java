package io.forebay.warehouse.postgresql.driver;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.postgresql.core.Oid;

/** Values as texts that PostgreSQL's input functions read (<a href="https://www.postgresql.org/docs/17/datatype.html">its manual, chapter 8</a>). */
public final class ValueText {
    /** {@code 0044-03-15 … BC}: years of the era, with the era behind the time. */
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4, 9, SignStyle.NEVER)
            .appendPattern("-MM-dd")
            .toFormatter(Locale.ROOT)
            .withChronology(IsoChronology.INSTANCE)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter ERA = new DateTimeFormatterBuilder()
            .appendLiteral(' ')
            .appendText(ChronoField.ERA, Map.of(0L, "BC", 1L, "AD"))
            .toFormatter(Locale.ROOT);

    private ValueText() {}

    /** @param oid the type of what takes it; 0 when that is not known */
    public static String of(Object value, int oid) {
        if (value instanceof BigDecimal number) {
            return whole(oid) && number.stripTrailingZeros().scale() <= 0
                    ? number.toBigInteger().toString()
                    : number.toPlainString();
        }
        if (value instanceof Double number && whole(oid) && number == Math.rint(number) && Math.abs(number) < 1e18) {
            return Long.toString(number.longValue());
        }
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        return moment(value);
    }

    private static boolean whole(int oid) {
        return oid == Oid.INT2 || oid == Oid.INT4 || oid == Oid.INT8;
    }

    private static String moment(Object value) {
        if (value instanceof LocalDate date) {
            return DATE.format(date) + era(date);
        }
        if (value instanceof LocalDateTime moment) {
            return DATE.format(moment) + " " + moment.toLocalTime() + era(moment);
        }
        if (value instanceof OffsetDateTime moment) {
            return DATE.format(moment) + " " + moment.toLocalTime() + zone(moment.getOffset()) + era(moment);
        }
        if (value instanceof Instant instant) {
            return moment(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        }
        return value instanceof LocalTime time ? time.toString() : String.valueOf(value);
    }

    private static String era(TemporalAccessor date) {
        return date.get(ChronoField.ERA) == 0 ? ERA.format(date) : "";
    }

    private static String zone(ZoneOffset offset) {
        return offset.getTotalSeconds() == 0 ? "+00" : offset.getDisplayName(TextStyle.SHORT, Locale.ROOT);
    }
}
