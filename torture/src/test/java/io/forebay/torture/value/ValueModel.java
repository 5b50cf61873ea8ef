package io.forebay.torture.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a field means, told by regular expressions and Java's own classes. */
final class ValueModel {
    private static final Object REFUSED = new Object();
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)");
    private static final Pattern REAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1000)
                    .maxNumberLength(1 << 20)
                    .build())
            .build();

    private ValueModel() {}

    /** @throws AssertionError when the parser says something else */
    static void check(ColumnType type, ReadOptions options, byte[] field, FieldTarget.Parsed parsed) {
        String text = strip(new String(field, StandardCharsets.ISO_8859_1));
        TypeKind kind = type.kind();
        if (kind == TypeKind.CHAR || kind == TypeKind.VARCHAR) {
            text(type, options, field, parsed);
            return;
        }
        if (kind == TypeKind.SUPER && field.length > 0 && otherBlank(new String(field, StandardCharsets.ISO_8859_1))) {
            return;
        }
        Object expected = text.isEmpty() ? null : value(type, options, text, parsed);
        boolean right = expected == REFUSED
                ? parsed.code() != 0
                : parsed.code() == 0 && Objects.equals(expected, parsed.value());
        if (!right) {
            throw new AssertionError(
                    type + " of '" + text + "' is " + parsed + ", not " + (expected == REFUSED ? "refused" : expected));
        }
    }

    private static @Nullable Object value(
            ColumnType type, ReadOptions options, String text, FieldTarget.Parsed parsed) {
        return switch (type.kind()) {
            case SMALLINT -> integer(text, 16);
            case INTEGER -> integer(text, 32);
            case BIGINT -> integer(text, 64);
            case DECIMAL -> decimal(type, options, text);
            case REAL, DOUBLE -> real(type.kind() == TypeKind.REAL, text);
            case BOOLEAN -> bool(text.toLowerCase(Locale.ROOT));
            case DATE -> options.values().dateFormat() == null ? date(options, text, parsed) : given(parsed);
            case SUPER -> json(text, parsed);
            case VARBYTE -> varbyte(type, options, text);
            default -> given(parsed);
        };
    }

    /** There is no model: what was read is taken. */
    private static @Nullable Object given(FieldTarget.Parsed parsed) {
        return parsed.code() == 0 ? parsed.value() : REFUSED;
    }

    private static Object integer(String text, int bits) {
        if (!INTEGER.matcher(text).matches()) {
            return REFUSED;
        }
        BigInteger value = new BigInteger(text);
        return value.bitLength() < bits ? (Object) value.longValue() : REFUSED;
    }

    private static Object decimal(ColumnType type, ReadOptions options, String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return REFUSED;
        }
        RoundingMode mode = options.has(ReadFlag.ROUNDEC) ? RoundingMode.HALF_UP : RoundingMode.DOWN;
        BigDecimal value = new BigDecimal(text).setScale(type.scale(), mode);
        return value.unscaledValue().abs().compareTo(BigInteger.TEN.pow(type.precision())) < 0 ? value : REFUSED;
    }

    private static Object real(boolean single, String text) {
        if (!REAL.matcher(text).matches()) {
            String word = text.toLowerCase(Locale.ROOT);
            String bare = word.startsWith("+") || word.startsWith("-") ? word.substring(1) : word;
            if (bare.equals("nan")) {
                return Double.NaN;
            }
            boolean infinite = bare.equals("inf") || bare.equals("infinity");
            return infinite ? (word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY) : REFUSED;
        }
        double value = single ? Float.parseFloat(text) : Double.parseDouble(text);
        String digits = text.replaceFirst("[eE].*", "");
        boolean zero = digits.chars().noneMatch(c -> c >= '1' && c <= '9');
        return Double.isInfinite(value) || (value == 0 && !zero) ? REFUSED : value;
    }

    private static Object bool(String text) {
        return switch (text) {
            case "t", "true", "y", "yes", "1" -> 1L;
            case "f", "false", "n", "no", "0" -> 0L;
            default -> REFUSED;
        };
    }

    /** A plain date has one meaning; a time behind it is left to the parser. */
    private static @Nullable Object date(ReadOptions options, String text, FieldTarget.Parsed parsed) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return given(parsed);
        }
        try {
            int year = Integer.parseInt(date.group(1));
            LocalDate day = LocalDate.of(year, Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3)));
            if (year > 0) {
                return day.toEpochDay();
            }
        } catch (DateTimeException e) {
            // refused, as year 0 is
        }
        return options.has(ReadFlag.ACCEPTANYDATE) ? null : REFUSED;
    }

    private static Object json(String latin, FieldTarget.Parsed parsed) {
        String text = new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0 || text.startsWith("\uFEFF")) {
            return parsed.code() == 0 ? text : REFUSED;
        }
        try (JsonParser parser = JSON.createParser(text)) {
            int values = 0;
            int depth = 0;
            boolean whole = true;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                values += depth == 0 ? 1 : 0;
                whole &= StandardCharsets.UTF_8.newEncoder().canEncode(parser.getText());
            }
            return whole && values == 1 && depth == 0 ? text : REFUSED;
        } catch (IOException e) {
            return REFUSED;
        }
    }

    private static Object varbyte(ColumnType type, ReadOptions options, String text) {
        if (text.length() % 2 != 0 || !text.matches("[0-9a-fA-F]*")) {
            return REFUSED;
        }
        int most = 2 * type.length();
        if (text.length() > most && !options.has(ReadFlag.TRUNCATECOLUMNS)) {
            return REFUSED;
        }
        return text.substring(0, Math.min(most, text.length())).toLowerCase(Locale.ROOT);
    }

    /** No more bytes than declared, and nothing that was not in the field. */
    private static void text(ColumnType type, ReadOptions options, byte[] field, FieldTarget.Parsed parsed) {
        if (parsed.code() != 0 || parsed.value() == null) {
            return;
        }
        byte[] value = String.valueOf(parsed.value()).getBytes(StandardCharsets.UTF_8);
        boolean fits = type.length() == 0 || value.length <= type.length();
        boolean own = options.values().replacement() != null
                || new String(field, StandardCharsets.UTF_8).startsWith(String.valueOf(parsed.value()));
        boolean ascii = type.kind() == TypeKind.VARCHAR
                || value.length == String.valueOf(parsed.value()).length();
        if (!fits || !own || !ascii) {
            throw new AssertionError(type + " of " + field.length + " bytes is " + parsed);
        }
    }

    /** Without the blanks that Redshift ignores around a value. */
    private static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && blank(text.charAt(from))) {
            from++;
        }
        while (to > from && blank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Whether the first character behind JSON's own blanks is a blank that JSON does not have. */
    private static boolean otherBlank(String text) {
        char first = text.replaceFirst("^[ \\t\\n\\r]+", "").concat("x").charAt(0);
        return first == '\f' || first == '\u000b';
    }

    private static boolean blank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
