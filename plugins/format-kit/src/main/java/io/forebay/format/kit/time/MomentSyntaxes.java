package io.forebay.format.kit.time;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ValueRules;
import io.forebay.spi.warehouse.TypeKind;
import org.jspecify.annotations.Nullable;

/** Which syntax a column's texts have, by DATEFORMAT and TIMEFORMAT. */
public final class MomentSyntaxes {
    private static final String AUTO = "auto";

    private MomentSyntaxes() {}

    /**
     * @param kind DATE, TIME, TIMESTAMP or TIMESTAMPTZ
     * @throws ForebayException BAD_OPTIONS when the format is none that COPY takes
     */
    public static MomentSyntax of(TypeKind kind, ValueRules rules) {
        return switch (kind) {
            case DATE -> date(rules.dateFormat());
            case TIME -> AUTO.equals(rules.timeFormat()) ? new AutoSyntax(true) : DefaultSyntax.TIME;
            case TIMESTAMP -> timestamp(rules.timeFormat(), DefaultSyntax.TIMESTAMP);
            case TIMESTAMPTZ -> timestamp(rules.timeFormat(), DefaultSyntax.TIMESTAMPTZ);
            default -> throw new IllegalArgumentException(kind + " is no date or time");
        };
    }

    private static MomentSyntax date(@Nullable String format) {
        if (format == null) {
            return DefaultSyntax.DATE;
        }
        if (format.equals(AUTO)) {
            return new AutoSyntax(false);
        }
        PatternSyntax pattern = pattern("DATEFORMAT", format).dateOnly();
        return (bytes, from, to, moment) -> {
            int end = pattern.readFirst(bytes, from, to, moment);
            return end == to || (end > 0 && (bytes[end] == ' ' || bytes[end] == 'T'));
        };
    }

    private static MomentSyntax timestamp(@Nullable String format, MomentSyntax byDefault) {
        if (format == null) {
            return byDefault;
        }
        return switch (format) {
            case AUTO -> new AutoSyntax(false);
            case "epochsecs" -> EpochSyntax.SECONDS;
            case "epochmillisecs" -> EpochSyntax.MILLISECONDS;
            default -> pattern("TIMEFORMAT", format);
        };
    }

    private static PatternSyntax pattern(String parameter, String format) {
        PatternSyntax pattern = PatternSyntax.compile(format);
        if (pattern == null || !pattern.hasDate()) {
            throw new ForebayException(
                            FormatError.BAD_OPTIONS, parameter + " '" + format + "' is no date or time format for COPY")
                    .withHint("Use YYYY or YY, MM or MON, DD, HH24 or HH12 with AM, MI and SS, without a time zone;"
                            + " or 'auto'.");
        }
        return pattern;
    }
}
