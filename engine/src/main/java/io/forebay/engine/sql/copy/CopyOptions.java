package io.forebay.engine.sql.copy;

import static io.forebay.engine.sql.copy.CopyParameter.*;

import io.forebay.engine.sql.CopyCommand.LoadFlag;
import io.forebay.engine.sql.CopyCommand.LoadOptions;
import io.forebay.engine.sql.Lineage;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ValueRules;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** COPY's parameters, free of conflicts, as the options of a read and of a load. */
final class CopyOptions {
    private static final Pattern ROW_TAG = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}._\u00B7-]{0,999}");

    private final CopyParameters given;

    CopyOptions(CopyParameters given) {
        this.given = given;
    }

    ReadOptions read() {
        return new ReadOptions(layout(), compression(), encoding(), number(IGNOREHEADER), values(), readFlags());
    }

    LoadOptions load() {
        Set<LoadFlag> flags = EnumSet.noneOf(LoadFlag.class);
        for (LoadFlag flag : LoadFlag.values()) {
            if (given.has(CopyParameter.valueOf(flag.name()))) {
                flags.add(flag);
            }
        }
        int maxError = Math.max(1, number(MAXERROR));
        return new LoadOptions(
                maxError,
                given.has(MAXERROR),
                given.argument(REGION).orElse(""),
                flags,
                lineage(),
                newColumns(),
                given.argument(RESCUE).orElse(""),
                rejects());
    }

    private @Nullable Name rejects() {
        return given.find(REJECTS)
                .map(CopyParameters.Given::arguments)
                .map(name -> new Name(name.get(0).isEmpty() ? null : name.get(0), name.get(1)))
                .orElse(null);
    }

    private ExtraFields.Policy newColumns() {
        return given.argument(ON)
                .map(policy -> ExtraFields.Policy.valueOf(policy.toUpperCase(Locale.ROOT)))
                .orElse(ExtraFields.Policy.IGNORE);
    }

    private Map<Lineage, String> lineage() {
        Map<Lineage, String> columns = new EnumMap<>(Lineage.class);
        List<String> written =
                given.find(LINEAGE).map(CopyParameters.Given::arguments).orElse(List.of());
        for (int i = 0; i < written.size(); i += 2) {
            columns.put(Lineage.valueOf(written.get(i)), written.get(i + 1));
        }
        return columns;
    }

    private int number(CopyParameter parameter) {
        return given.argument(parameter).map(Integer::parseInt).orElse(0);
    }

    private Layout layout() {
        CopyParameter format = FORMATS.stream().filter(given::has).findFirst().orElse(DELIMITER);
        return switch (format) {
            case CSV -> csv();
            case FIXEDWIDTH -> FixedWidthSpec.parse(given.argument(FIXEDWIDTH).orElse(""), given.offset(FIXEDWIDTH));
            case JSON, AVRO -> new Layout.Named(format.name(), List.of(fields(format)));
            case PARQUET, ORC -> new Layout.Named(format.name(), names(format));
            case SHAPEFILE -> new Layout.Named(format.name(), shapefile());
            case XML -> new Layout.Named(format.name(), List.of(rowTag()));
            default -> new Layout.Delimited(CharacterEscapes.ascii(given, DELIMITER, '|'));
        };
    }

    /** The name of an element without its namespace, by the rules for names in XML. */
    private String rowTag() {
        String tag = given.argument(ROWTAG).orElse("");
        if (!ROW_TAG.matcher(tag).matches()) {
            throw wrong(
                    ROWTAG,
                    "ROWTAG must be the name of an element without a prefix, such as 'record', not '"
                            + CharacterEscapes.shortened(tag) + "'");
        }
        return tag;
    }

    /** How the fields of a document are found. */
    private String fields(CopyParameter format) {
        String how = given.argument(format).orElse("auto");
        boolean known = how.startsWith("s3://")
                || how.equals("auto")
                || how.equals("auto ignorecase")
                || (format == JSON && how.equals("noshred"));
        if (!known) {
            throw wrong(
                    format,
                    format + " takes 'auto', 'auto ignorecase', " + (format == JSON ? "'noshred', " : "")
                            + "or the s3:// path of a JSONPaths file, not '" + CharacterEscapes.shortened(how) + "'");
        }
        return how;
    }

    /** How the columns of a columnar file are found: by position, or by these names. */
    private List<String> names(CopyParameter format) {
        List<String> how = given.argument(format).stream().toList();
        if (!how.isEmpty() && !how.contains("auto") && !how.contains("auto ignorecase")) {
            throw wrong(
                    format,
                    format + " takes 'auto' or 'auto ignorecase', or nothing for columns by position, not '"
                            + CharacterEscapes.shortened(how.get(0)) + "'");
        }
        return how;
    }

    private List<String> shapefile() {
        return given.find(SHAPEFILE).map(CopyParameters.Given::arguments).orElse(List.of());
    }

    private Layout csv() {
        byte delimiter = CharacterEscapes.ascii(given, DELIMITER, ',');
        byte quote = CharacterEscapes.ascii(given, QUOTE, '"');
        if (delimiter == quote) {
            throw wrong(given.has(QUOTE) ? QUOTE : DELIMITER, "DELIMITER and QUOTE must not be the same character");
        }
        return new Layout.Csv(delimiter, quote);
    }

    private Compression compression() {
        return COMPRESSIONS.stream()
                .filter(given::has)
                .findFirst()
                .map(c -> Compression.valueOf(c.name()))
                .orElse(Compression.NONE);
    }

    private Encoding encoding() {
        return given.argument(ENCODING)
                .map(e -> Encoding.valueOf(e.toUpperCase(Locale.ROOT)))
                .orElse(Encoding.UTF8);
    }

    private ValueRules values() {
        return new ValueRules(nullAs(), replacement(), format(DATEFORMAT), format(TIMEFORMAT));
    }

    private String nullAs() {
        String text = given.argument(NULL).orElse(ValueRules.DEFAULT.nullAs());
        if (text.equals("\\0") || text.equals("\\000")) {
            return "\0";
        }
        if (text.equals("\\n") || text.indexOf('\n') >= 0) {
            throw wrong(NULL, "NULL AS must not be a line break");
        }
        return text;
    }

    private @Nullable Character replacement() {
        if (!given.has(ACCEPTINVCHARS)) {
            return null;
        }
        String text = given.argument(ACCEPTINVCHARS).orElse("?");
        String plain = CharacterEscapes.read(text);
        if (plain.length() != 1 || plain.charAt(0) > 127 || plain.charAt(0) == 0) {
            throw wrong(
                    ACCEPTINVCHARS,
                    "ACCEPTINVCHARS must be one ASCII character other than NUL, not '"
                            + CharacterEscapes.shortened(text) + "'");
        }
        return plain.charAt(0);
    }

    private @Nullable String format(CopyParameter parameter) {
        String format = given.argument(parameter).orElse(null);
        if (format != null && format.isBlank()) {
            throw wrong(parameter, parameter.shown() + " is empty: expected a format such as 'auto'");
        }
        return format;
    }

    private Set<ReadFlag> readFlags() {
        List<ReadFlag> flags = new ArrayList<>();
        for (ReadFlag flag : ReadFlag.values()) {
            if (given.has(CopyParameter.valueOf(flag.name()))) {
                flags.add(flag);
            }
        }
        return Set.copyOf(flags);
    }

    private ForebayException wrong(CopyParameter parameter, String message) {
        return Mistake.syntax(given.offset(parameter), message);
    }
}
