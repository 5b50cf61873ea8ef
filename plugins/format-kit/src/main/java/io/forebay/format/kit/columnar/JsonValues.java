package io.forebay.format.kit.columnar;

import io.forebay.format.kit.bytes.Text;
import io.forebay.format.kit.time.EpochMoments;
import io.forebay.format.kit.value.Uuids;
import io.forebay.format.kit.value.Wide;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Values as JSON: numbers and decimals are numbers, dates, times and UUIDs are texts, bytes are texts of the characters
 * U+0000 to U+00FF, and reals that are no number are texts. For values in lists, maps and structs, and for SUPER columns.
 */
public final class JsonValues {
    private JsonValues() {}

    /** What {@link Values} has in {@code longs}, and in {@code highs} for a wide decimal. */
    public static void add(FileType type, long high, long low, Text out) {
        switch (type.kind()) {
            case BOOLEAN -> out.add(low == 0 ? "false" : "true");
            case UNSIGNED -> out.add(Long.toUnsignedString(low));
            case DECIMAL -> {
                BigInteger unscaled = type.wide() ? Wide.value(high, low) : BigInteger.valueOf(low);
                out.add(new BigDecimal(unscaled, type.scale()).toPlainString());
            }
            case DATE, TIME, TIMESTAMP, INSTANT -> {
                out.add('"');
                out.add(plain(type, low));
                out.add('"');
            }
            default -> out.add(Long.toString(low));
        }
    }

    /** A date or a time as text. */
    static String plain(FileType type, long value) {
        return switch (type.kind()) {
            case DATE -> EpochMoments.date(value);
            case TIME -> EpochMoments.time(value, type.unitsADay());
            default -> EpochMoments.timestamp(value, type.unitsADay(), type.kind() == FileType.Kind.INSTANT);
        };
    }

    /** What {@link Values} has in {@code doubles}. */
    public static void add(FileType type, double value, Text out) {
        String text = type.kind() == FileType.Kind.REAL ? Float.toString((float) value) : Double.toString(value);
        out.add(Double.isFinite(value) ? text : '"' + text + '"');
    }

    /** What {@link Values} has in {@code bytes}; a TEXT must be valid UTF-8, a JSON well formed. */
    public static void add(FileType type, byte[] bytes, int from, int length, Text out) {
        switch (type.kind()) {
            case JSON, NESTED -> out.add(bytes, from, from + length);
            case UUID -> out.addQuoted(Uuids.text(bytes, from));
            case BINARY -> out.addQuoted(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
            default -> out.addQuoted(bytes, from, from + length);
        }
    }
}
