package io.forebay.engine.sql.ddl;

import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Nearest;
import io.forebay.engine.sql.text.Token;
import java.util.Locale;
import java.util.Map;

/** What STORED AS names, and the classes of Hive's that Redshift's catalog shows for it. */
public final class FileFormats {
    /** The class that makes rows of texts. */
    public static final String LAZY_SIMPLE = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";

    /** @param serde what it is without ROW FORMAT */
    record Classes(String serde, String input, String output) {}

    private static final String HIVE = "org.apache.hadoop.hive.ql.io.";
    private static final Classes TEXT = new Classes(
            LAZY_SIMPLE, "org.apache.hadoop.mapred.TextInputFormat", HIVE + "HiveIgnoreKeyTextOutputFormat");

    private static final Map<String, Classes> FORMATS = Map.of(
            "textfile",
            TEXT,
            "parquet",
            new Classes(
                    HIVE + "parquet.serde.ParquetHiveSerDe",
                    HIVE + "parquet.MapredParquetInputFormat",
                    HIVE + "parquet.MapredParquetOutputFormat"),
            "orc",
            new Classes(HIVE + "orc.OrcSerde", HIVE + "orc.OrcInputFormat", HIVE + "orc.OrcOutputFormat"),
            "avro",
            new Classes(
                    "org.apache.hadoop.hive.serde2.avro.AvroSerDe",
                    HIVE + "avro.AvroContainerInputFormat",
                    HIVE + "avro.AvroContainerOutputFormat"));

    private FileFormats() {}

    /** @param name what stands behind STORED AS */
    static Classes named(Token name) {
        Classes classes = FORMATS.get(name.value());
        if (classes == null) {
            throw name.isAny("rcfile", "sequencefile", "ion", "json")
                    ? Mistake.notSupported(
                            name.start(),
                            "STORED AS " + name.text().toUpperCase(Locale.ROOT)
                                    + " is not supported; TEXTFILE, PARQUET, ORC and AVRO are")
                    : Mistake.syntax(
                            name.start(),
                            "unknown file format " + name.shown() + Nearest.hint(name.value(), FORMATS.keySet()));
        }
        return classes;
    }

    /** By the classes themselves; those that are not known are refused where the table is made. */
    static Classes of(String input, String output) {
        return FORMATS.values().stream()
                .filter(each -> each.input().equals(input))
                .findFirst()
                .map(each -> new Classes(each.serde(), input, output))
                .orElseGet(() -> new Classes(LAZY_SIMPLE, input, output));
    }
}
