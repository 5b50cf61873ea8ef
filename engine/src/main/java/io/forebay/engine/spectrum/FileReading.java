package io.forebay.engine.spectrum;

import io.forebay.engine.sql.ExternalStorage;
import io.forebay.engine.sql.copy.CharacterEscapes;
import io.forebay.engine.sql.ddl.FileFormats;
import io.forebay.engine.sql.text.Nearest;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Layout;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How COPY's readers read the files of an external table.
 *
 * @param layout of one file
 * @param byName whether columns are found by their names, so that those that nobody asks for need not be read
 * @param nullAs the text of NULL
 * @param escapes whether a backslash stands before what is no delimiter
 * @param refused a character that would mean something else to the serde, so that no value may have it; null for none
 */
record FileReading(Layout layout, boolean byName, String nullAs, boolean escapes, @Nullable Character refused) {
    private static final String OPEN_CSV = "org.apache.hadoop.hive.serde2.OpenCSVSerde";
    private static final Set<String> JSON =
            Set.of("org.openx.data.jsonserde.JsonSerDe", "org.apache.hive.hcatalog.data.JsonSerDe");
    private static final String NULL = "\\N";
    private static final List<String> BY_NAME = List.of("auto ignorecase");

    /** @throws ForebayException NOT_SUPPORTED or INVALID_PARAMETER for what cannot be read exactly */
    static FileReading of(ExternalStorage storage, Map<String, String> properties) {
        String input = storage.input();
        if (input.endsWith(".MapredParquetInputFormat")) {
            return columnar("PARQUET", true);
        }
        if (input.endsWith(".OrcInputFormat")) {
            return columnar("ORC", orcByName(properties.getOrDefault("orc.schema.resolution", "position")));
        }
        if (input.endsWith(".AvroContainerInputFormat")) {
            return columnar("AVRO", true);
        }
        if (!input.endsWith(".TextInputFormat")) {
            throw notSupported("the input format " + input + " is not supported: text, Parquet, ORC and Avro are");
        }
        return text(storage.serde(), storage.properties());
    }

    private static FileReading columnar(String name, boolean byName) {
        return new FileReading(new Layout.Named(name, byName ? BY_NAME : List.of()), byName, NULL, false, null);
    }

    private static boolean orcByName(String resolution) {
        return switch (resolution) {
            case "position" -> false;
            case "name" -> true;
            default -> throw invalid("orc.schema.resolution is position or name, not '" + resolution + "'");
        };
    }

    private static FileReading text(String serde, Map<String, String> properties) {
        if (serde.equals(FileFormats.LAZY_SIMPLE)) {
            return delimited(properties);
        }
        if (serde.equals(OPEN_CSV)) {
            return csv(properties);
        }
        if (JSON.contains(serde)) {
            refuse(properties, Set.of("case.insensitive", "ignore.malformed.json", "dots.in.keys", "paths"));
            for (String off : List.of("ignore.malformed.json", "dots.in.keys")) {
                if (properties.getOrDefault(off, "false").equalsIgnoreCase("true")) {
                    throw notSupported("'" + off + "' = 'true' is not supported");
                }
            }
            return new FileReading(new Layout.Named("JSON", BY_NAME), true, NULL, false, null);
        }
        throw notSupported("the serde " + serde
                + " is not supported: LazySimpleSerDe, OpenCSVSerde, JsonSerDe and those of Parquet, ORC and Avro are");
    }

    private static FileReading delimited(Map<String, String> properties) {
        refuse(
                properties,
                Set.of(
                        "field.delim",
                        "serialization.format",
                        "line.delim",
                        "escape.delim",
                        "serialization.null.format"));
        requireLines(properties);
        String delimiter =
                properties.getOrDefault("field.delim", format(properties.getOrDefault("serialization.format", "1")));
        boolean escapes = properties.containsKey("escape.delim");
        if (escapes && character("escape.delim", properties.getOrDefault("escape.delim", "")) != '\\') {
            throw notSupported("only a backslash can escape");
        }
        return new FileReading(
                new Layout.Delimited((byte) character("field.delim", delimiter)),
                false,
                properties.getOrDefault("serialization.null.format", NULL),
                escapes,
                null);
    }

    /** The delimiter where no other is named: a number is its code. */
    private static String format(String text) {
        return text.matches("\\d{1,3}") && Integer.parseInt(text) < 128
                ? String.valueOf((char) Integer.parseInt(text))
                : text;
    }

    private static FileReading csv(Map<String, String> properties) {
        refuse(
                properties,
                Set.of("separatorChar", "quoteChar", "escapeChar", "line.delim", "serialization.null.format"));
        requireLines(properties);
        char quote = character("quoteChar", properties.getOrDefault("quoteChar", "\""));
        char escape = character("escapeChar", properties.getOrDefault("escapeChar", "\\\\"));
        Layout layout = new Layout.Csv(
                (byte) character("separatorChar", properties.getOrDefault("separatorChar", ",")), (byte) quote);
        return new FileReading(
                layout,
                false,
                properties.getOrDefault("serialization.null.format", NULL),
                false,
                escape == quote ? null : escape);
    }

    private static void requireLines(Map<String, String> properties) {
        String end = CharacterEscapes.read(properties.getOrDefault("line.delim", "\n"));
        if (!end.equals("\n") && !end.equals("\r\n")) {
            throw notSupported("lines can end with '\\n' only");
        }
    }

    private static char character(String property, String text) {
        String plain = CharacterEscapes.read(text);
        if (plain.length() != 1 || plain.charAt(0) > 127 || plain.charAt(0) == '\n' || plain.charAt(0) == '\r') {
            throw invalid("'" + property + "' must be one ASCII character, not '" + text + "'");
        }
        return plain.charAt(0);
    }

    private static void refuse(Map<String, String> given, Set<String> known) {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw notSupported("the serde property '" + name + "' is not supported" + Nearest.hint(name, known));
            }
        }
    }

    static ForebayException notSupported(String message) {
        return new ForebayException(CommonError.NOT_SUPPORTED, message);
    }

    static ForebayException invalid(String message) {
        return new ForebayException(CommonError.INVALID_PARAMETER, message);
    }
}
