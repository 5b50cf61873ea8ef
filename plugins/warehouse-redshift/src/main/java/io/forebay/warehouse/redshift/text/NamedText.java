package io.forebay.warehouse.redshift.text;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement with {@code :p1}, {@code :p2} … for texts that are sent beside it. Numbers, truths, NULL and the empty text stand
 * in the statement: the parameters of the Redshift Data API are texts of one character or more. SOURCE: Amazon Redshift Data
 * API Reference, "SqlParameter"; Amazon Redshift Management Guide, "Running SQL statements with parameters".
 *
 * @param values by name, without the colon
 */
public record NamedText(String sql, Map<String, String> values) {
    private static final Set<String> QUERIES = Set.of("select", "with");
    private static final Set<String> TELLING = Set.of("show", "explain", "values", "table", "desc");

    /** @param values one for each of the statement's parameters */
    public static NamedText of(Placed statement, List<@Nullable Object> values) {
        Map<String, String> named = new LinkedHashMap<>();
        String sql = placed(statement, number -> {
            Object value = values.get(number - 1);
            String literal = literal(value);
            if (literal != null) {
                return literal;
            }
            named.put("p" + number, text(value));
            return ":p" + number;
        });
        return new NamedText(sql, named);
    }

    /** A query that gives the columns of another, and no rows. NULL stands for each value. */
    public static NamedText described(Placed query) {
        String sql = placed(query, number -> "NULL");
        return new NamedText("SELECT * FROM (" + sql + "\n) AS described LIMIT 0", Map.of());
    }

    /** Whether a statement is a query that changes nothing. */
    public static boolean isQuery(String sql) {
        return begins(sql, QUERIES);
    }

    /** Whether a statement gives rows and changes nothing, and is no query. */
    public static boolean tells(String sql) {
        return begins(sql, TELLING);
    }

    private static boolean begins(String sql, Set<String> first) {
        List<Piece> words = Piece.of(sql).stream()
                .filter(piece -> piece.kind() == Piece.Kind.WORD)
                .toList();
        return !words.isEmpty()
                && first.contains(words.get(0).name())
                && words.stream().noneMatch(word -> word.is("into"));
    }

    /** What stands in the place of the value of a number. */
    @FunctionalInterface
    private interface Filling {
        String of(int number);
    }

    private static String placed(Placed statement, Filling filling) {
        StringBuilder sql = new StringBuilder();
        int place = 0;
        for (Piece piece : Piece.of(statement.sql())) {
            boolean value = piece.isSymbol("?") && place < statement.order().size();
            sql.append(value ? filling.of(statement.order().get(place++)) : piece.text());
        }
        return sql.toString();
    }

    /** Null for what is sent as a parameter. A number below 0 in brackets, or a minus before it would begin a comment. */
    private static @Nullable String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? signed(value.toString()) : "CAST('" + value + "' AS DOUBLE PRECISION)";
        }
        if (value instanceof BigDecimal number) {
            return signed(number.toPlainString());
        }
        if (value instanceof Number) {
            return signed(value.toString());
        }
        if (value instanceof byte[] bytes) {
            return "TO_VARBYTE('" + HexFormat.of().formatHex(bytes) + "', 'hex')";
        }
        return value instanceof Boolean ? value.toString() : text(value).isEmpty() ? "''" : null;
    }

    private static String signed(String number) {
        return number.startsWith("-") ? "(" + number + ")" : number;
    }

    private static String text(@Nullable Object value) {
        Object shown = value instanceof Instant instant ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : value;
        return String.valueOf(shown);
    }
}
