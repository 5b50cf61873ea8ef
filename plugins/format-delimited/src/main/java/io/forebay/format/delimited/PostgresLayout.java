package io.forebay.format.delimited;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a COPY from a PostgreSQL client says of its data. Its arguments are the delimiter and, in CSV, the quote and the
 * escape, and behind them {@code NOT NULL name} for each column that takes the text of NULL as it is, and {@code NULL
 * name} for each that takes it for NULL within quotes too; {@code *} for all columns.
 */
record PostgresLayout(boolean csv, byte delimiter, byte quote, byte escape, Set<String> notNull, Set<String> nulls) {
    static final String TEXT = "POSTGRESQL TEXT";
    static final String CSV = "POSTGRESQL CSV";

    private static final String NOT_NULL = "NOT NULL ";
    private static final String NULL = "NULL ";

    static boolean named(Layout layout) {
        return layout instanceof Layout.Named named
                && (named.name().equals(TEXT) || named.name().equals(CSV));
    }

    static PostgresLayout of(Layout.Named layout) {
        boolean csv = layout.name().equals(CSV);
        List<String> arguments = layout.arguments();
        if (arguments.size() < (csv ? 3 : 1)) {
            throw new ForebayException(FormatError.BAD_OPTIONS, layout.name() + " names no delimiter or quote");
        }
        return new PostgresLayout(
                csv,
                character(arguments.get(0)),
                csv ? character(arguments.get(1)) : 0,
                csv ? character(arguments.get(2)) : 0,
                columns(arguments, NOT_NULL),
                columns(arguments, NULL));
    }

    private static byte character(String text) {
        return (byte) text.charAt(0);
    }

    private static Set<String> columns(List<String> arguments, String kind) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(kind))
                .map(argument -> argument.substring(kind.length()).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    static boolean has(Set<String> columns, String name) {
        return columns.contains("*") || columns.contains(name.toLowerCase(Locale.ROOT));
    }

    Splitter splitter() {
        return csv ? new PostgresCsvSplitter(delimiter, quote, escape) : new PostgresTextSplitter(delimiter);
    }
}
