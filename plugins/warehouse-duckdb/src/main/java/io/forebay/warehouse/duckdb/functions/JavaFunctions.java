package io.forebay.warehouse.duckdb.functions;

import io.forebay.spi.CommonError;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What macros call through {@link FunctionCall}, by name. */
final class JavaFunctions {
    private JavaFunctions() {}

    static Map<String, Supplier<TextFunction>> all() {
        return Map.ofEntries(
                Map.entry("to_char", JavaFunctions::toChar),
                Map.entry("to_date", () -> {
                    Function<String[], DateParser> parsers = dateParsers();
                    return arguments -> LocalDate.from(parsers.apply(arguments).parse(arguments[0]))
                            .toString();
                }),
                Map.entry("to_timestamp", () -> {
                    Function<String[], DateParser> parsers = dateParsers();
                    return arguments ->
                            parsers.apply(arguments).parse(arguments[0]).toString();
                }),
                Map.entry("to_number", () -> {
                    Function<String, NumberParser> parsers = last(NumberParser::new);
                    return arguments -> parsers.apply(arguments[1]).parse(arguments[0]);
                }),
                one("initcap", Texts::initcap),
                one("soundex", Texts::soundex),
                two("difference", Texts::difference),
                two("strtol", Texts::strtol),
                two("cut", Texts::cut),
                two("fail", JavaFunctions::fail),
                one("crc32", Hashes::crc32),
                two("sha2", Hashes::sha2),
                Map.entry("fnv_hash", () -> Hashes::fnv),
                Map.entry("murmur3_32_hash", () -> Murmur::hash),
                Map.entry("convert_timezone", Zones::converter),
                Map.entry("regexp_count", Expressions::count),
                Map.entry("regexp_instr", Expressions::instr),
                Map.entry("regexp_replace", Expressions::replace),
                Map.entry("regexp_substr", Expressions::substr));
    }

    /** DuckDB's own error() counts as an effect, which keeps an expression from being used under its alias. */
    private static String fail(String code, String message) {
        throw new FunctionError(CommonError.valueOf(code), message);
    }

    private static Map.Entry<String, Supplier<TextFunction>> one(String name, Function<String, String> function) {
        return Map.entry(name, () -> arguments -> function.apply(arguments[0]));
    }

    private static Map.Entry<String, Supplier<TextFunction>> two(
            String name, BiFunction<String, String, String> function) {
        return Map.entry(name, () -> arguments -> function.apply(arguments[0], arguments[1]));
    }

    /** {@code (type, value, format)}. */
    private static TextFunction toChar() {
        Function<String, DateFormat> dates = last(DateFormat::new);
        Function<String, NumberFormat> numbers = last(NumberFormat::new);
        return arguments -> {
            String type = arguments[0];
            if (type.equals("INTERVAL")) {
                throw new FunctionError(CommonError.NOT_SUPPORTED, "TO_CHAR of an interval is not supported");
            }
            boolean moment = type.startsWith("TIME") || type.equals("DATE");
            boolean number = type.matches("U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*")
                    || (!moment && arguments[1].matches("\\s*[+-]?[0-9]*\\.?[0-9]+\\s*"));
            return number
                    ? numbers.apply(arguments[2]).format(arguments[1].strip())
                    : dates.apply(arguments[2]).format(Moment.parse(arguments[1]));
        };
    }

    private static Function<String[], DateParser> dateParsers() {
        Function<String, DateParser> lenient = last(format -> new DateParser(format, false));
        Function<String, DateParser> strict = last(format -> new DateParser(format, true));
        return arguments -> (arguments[2].equals("true") ? strict : lenient).apply(arguments[1]);
    }

    /** Keeps what was made for the last text: a format is nearly always the same for all rows. */
    private static <T> Function<String, T> last(Function<String, T> maker) {
        return new Function<>() {
            private @org.jspecify.annotations.Nullable String key;
            private @org.jspecify.annotations.Nullable T made;

            @Override
            public T apply(String text) {
                T known = made;
                if (known == null || !text.equals(key)) {
                    known = maker.apply(text);
                    made = known;
                    key = text;
                }
                return known;
            }
        };
    }
}
