package io.forebay.engine.spectrum;

import io.forebay.engine.sql.text.Nearest;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ValueRules;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What TABLE PROPERTIES mean: each is followed, says nothing about reading, or is refused. A value that does not fit its
 * column is an error unless a property says otherwise. SOURCE: Amazon Redshift Database Developer Guide, "CREATE EXTERNAL
 * TABLE", "Data handling options".
 */
final class TableProperties {
    /** What is about statistics, writing and other readers. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "numRows",
            "rawDataSize",
            "totalSize",
            "EXTERNAL",
            "classification",
            "compressionType",
            "parquet.compression",
            "orc.compress",
            "typeOfData",
            "has_encrypted_data",
            "comment",
            "transient_lastDdlTime",
            "write.parallel",
            "write.maxfilesize.mb",
            "write.kms.key.id",
            "data_cleansing_enabled");

    private static final Set<String> FOLLOWED = Set.of(
            "skip.header.line.count",
            "compression_type",
            "orc.schema.resolution",
            "invalid_char_handling",
            "replacement_char",
            "numeric_overflow_handling",
            "surplus_char_handling",
            "surplus_bytes_handling",
            "column_count_mismatch_handling");

    private final Map<String, String> given;
    private final boolean text;

    /** @param text whether the files are texts */
    TableProperties(Map<String, String> given, boolean text) {
        this.given = given;
        this.text = text;
    }

    /** @throws io.forebay.spi.ForebayException for what is not known or cannot be followed */
    ReadOptions options(FileReading reading) {
        checkNames();
        onlyFails("numeric_overflow_handling");
        onlyFails("surplus_bytes_handling");
        onlyFails("column_count_mismatch_handling");
        compression();
        Set<ReadFlag> flags = EnumSet.noneOf(ReadFlag.class);
        if (reading.escapes()) {
            flags.add(ReadFlag.ESCAPE);
        }
        if (!text) {
            flags.add(ReadFlag.SERIALIZETOJSON);
        }
        if (truncates()) {
            flags.add(ReadFlag.TRUNCATECOLUMNS);
        }
        Layout layout = reading.layout();
        return new ReadOptions(
                layout,
                Compression.NONE,
                Encoding.UTF8,
                header(),
                new ValueRules(reading.nullAs(), replacement(), null, null),
                flags);
    }

    private void checkNames() {
        for (String name : given.keySet()) {
            if (!WITHOUT_EFFECT.contains(name) && !FOLLOWED.contains(name)) {
                List<String> known = new ArrayList<>(FOLLOWED);
                known.addAll(WITHOUT_EFFECT);
                throw FileReading.notSupported(
                        "the table property '" + name + "' is not supported" + Nearest.hint(name, known));
            }
        }
    }

    private String upper(String name, String missing) {
        return given.getOrDefault(name, missing).toUpperCase(Locale.ROOT);
    }

    private void onlyFails(String name) {
        String value = upper(name, "FAIL");
        if (!value.equals("FAIL")) {
            throw FileReading.notSupported(
                    "'" + name + "' = '" + given.get(name)
                            + "' is not supported: a value that does not fit is an error; leave the property out, or write 'FAIL'");
        }
    }

    private boolean truncates() {
        String value = upper("surplus_char_handling", "FAIL");
        if (value.equals("TRUNCATE") && text) {
            return true;
        }
        onlyFails("surplus_char_handling");
        return false;
    }

    private @Nullable Character replacement() {
        if (!upper("invalid_char_handling", "FAIL").equals("REPLACE") || !text) {
            onlyFails("invalid_char_handling");
            if (given.containsKey("replacement_char")) {
                throw FileReading.invalid("'replacement_char' needs 'invalid_char_handling' = 'REPLACE', of texts");
            }
            return null;
        }
        String character = given.getOrDefault("replacement_char", "?");
        if (character.length() != 1 || character.charAt(0) < ' ' || character.charAt(0) > '~') {
            throw FileReading.invalid("'replacement_char' must be one ASCII character, not '" + character + "'");
        }
        return character.charAt(0);
    }

    private int header() {
        String lines = given.getOrDefault("skip.header.line.count", "0");
        if (!lines.matches("\\d{1,9}")) {
            throw FileReading.invalid("'skip.header.line.count' must be a number of lines, not '" + lines + "'");
        }
        int count = Integer.parseInt(lines);
        if (count > 0 && !text) {
            throw FileReading.notSupported("'skip.header.line.count' is for texts");
        }
        return count;
    }

    /** What all files are compressed with, whatever their names; null when the names tell. */
    @Nullable
    Compression compression() {
        String type = given.get("compression_type");
        if (type == null) {
            return null;
        }
        Compression compression =
                switch (type.toLowerCase(Locale.ROOT)) {
                    case "none" -> Compression.NONE;
                    case "gzip" -> Compression.GZIP;
                    case "bzip2" -> Compression.BZIP2;
                    case "zstd" -> Compression.ZSTD;
                    default ->
                        throw FileReading.notSupported(
                                "'compression_type' = '" + type + "' is not supported; none, gzip, bzip2 and zstd are");
                };
        if (compression != Compression.NONE && !text) {
            throw FileReading.notSupported("'compression_type' is for texts: other files say it themselves");
        }
        return compression;
    }
}
