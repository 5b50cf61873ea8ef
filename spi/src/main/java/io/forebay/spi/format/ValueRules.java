package io.forebay.spi.format;

import org.jspecify.annotations.Nullable;

/**
 * How field texts become values.
 *
 * @param nullAs NULL AS, {@code \N} unless given; the NUL character for {@code '\0'}
 * @param replacement ACCEPTINVCHARS: the ASCII character that replaces each byte of an invalid one; null when not given
 * @param dateFormat DATEFORMAT: {@code auto} or a format; null for {@code YYYY-MM-DD}
 * @param timeFormat TIMEFORMAT: {@code auto}, {@code epochsecs}, {@code epochmillisecs} or a format; null for {@code
 *     YYYY-MM-DD HH:MI:SS} (with {@code OF} for TIMESTAMPTZ)
 */
public record ValueRules(
        String nullAs, @Nullable Character replacement, @Nullable String dateFormat, @Nullable String timeFormat) {
    public static final ValueRules DEFAULT = new ValueRules("\\N", null, null, null);
}
