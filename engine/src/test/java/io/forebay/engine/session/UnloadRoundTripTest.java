package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.UnloadedObjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What UNLOAD wrote, COPY loads back equal: random rows of every type, with extremes among them. */
class UnloadRoundTripTest {
    private static final int ROWS = 600;
    private static final List<String> COLUMNS = List.of("id,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p".split(","));

    private static final String WIDTHS = "id:6,a:6,b:11,c:20,d:40,e:20,f:15,g:25,h:6,i:20,j:60,k:15,l:29,m:32,n:15,o:90,p:20";

    /**
     * A way out and the way back.
     *
     * <p>JSON and PARQUET have no reader yet: {@code JSON("JSON", "JSON 'auto'", true)} and {@code PARQUET("PARQUET",
     * "PARQUET", true)} are all that they need here.
     */
    enum Way {
        TEXT("ESCAPE NULL AS '@NULL@'", "ESCAPE NULL AS '@NULL@'", true),
        TEXT_OCTAL("ESCAPE DELIMITER '\\001' NULL AS '@NULL@'", "ESCAPE DELIMITER '\\001' NULL AS '@NULL@'", true),
        QUOTED("ESCAPE ADDQUOTES NULL AS '@NULL@'", "ESCAPE REMOVEQUOTES NULL AS '@NULL@'", true),
        CSV("CSV NULL AS '@NULL@'", "CSV NULL AS '@NULL@'", true),
        CSV_PIPE_HEADER("HEADER CSV DELIMITER '|' NULL AS '@NULL@'", "CSV DELIMITER '|' IGNOREHEADER 1 NULL AS '@NULL@'", true),
        CSV_GZIP("CSV GZIP NULL AS '@NULL@'", "CSV GZIP NULL AS '@NULL@'", true),
        TEXT_BZIP2("ESCAPE BZIP2 NULL AS '@NULL@'", "ESCAPE BZIP2 NULL AS '@NULL@'", true),
        TEXT_ZSTD("ESCAPE ZSTD NULL AS '@NULL@'", "ESCAPE ZSTD NULL AS '@NULL@'", true),
        FIXED("FIXEDWIDTH '" + WIDTHS + "' NULL AS '@NULL@'", "FIXEDWIDTH '" + WIDTHS + "' TRIMBLANKS NULL AS '@NULL@'", false),
        /** Without ESCAPE, what is ambiguous stays so: texts here have no delimiter, line break or backslash. */
        PLAIN("NULL AS '@NULL@'", "NULL AS '@NULL@'", false);

        final String unload;
        final String copy;
        final boolean anyText;

        Way(String unload, String copy, boolean anyText) {
            this.unload = unload;
            this.copy = copy;
            this.anyText = anyText;
        }
    }

    @TempDir
    Path folder;

    private EngineFixture engine;
    private final Random random = new Random(20260301);

    @BeforeEach
    void open() {
        engine = new EngineFixture(folder);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void loadsBackWhatWasUnloaded(Way way) {
        String columns = "(id int, a smallint, b integer, c bigint, d decimal(38,10), e decimal(18,0), f real, g float8,"
                + " h boolean, i char(20), j varchar(60), k date, l timestamp, m timestamptz, n time, o super,"
                + (way == Way.FIXED ? " p varchar(20))" : " p varbyte(10))");
        engine.run("CREATE TABLE written " + columns);
        engine.run("CREATE TABLE loaded " + columns);
        for (int from = 0; from < ROWS; from += 200) {
            List<String> rows = new ArrayList<>();
            for (int i = from; i < from + 200; i++) {
                rows.add("(" + i + ", " + String.join(", ", values(way)) + ")");
            }
            engine.run("INSERT INTO written VALUES " + String.join(",", rows));
        }
        engine.run("UNLOAD ('SELECT * FROM written') TO 's3://lake/rt/' MANIFEST " + way.unload);
        engine.run("COPY loaded FROM 's3://lake/rt/manifest' MANIFEST IGNOREALLERRORS " + way.copy);
        assertThat(engine.run("SELECT line_number, colname, raw_field_value, err_reason, raw_line FROM stl_load_errors LIMIT 3"))
                .isEmpty();
        assertThat(engine.run("SELECT count(*) FROM loaded")).isEqualTo(String.valueOf(ROWS));
        assertThat(engine.run("SELECT " + differences() + " FROM written w JOIN loaded l ON l.id = w.id"))
                .as("rows that differ, in id, a, b, … p")
                .isEqualTo("0|".repeat(COLUMNS.size() - 1) + "0");
        assertThat(engine.run("SELECT count(*) FROM written w JOIN loaded l ON w.id = l.id"
                        + " WHERE signbit(w.g) <> signbit(l.g)"))
                .isEqualTo("0");
    }

    /**
     * UNLOAD writes null for a SUPER that is NULL and for one that is JSON's null. COPY takes an empty field of VARBYTE for
     * NULL, so no VARBYTE here is empty.
     */
    private static String differences() {
        return COLUMNS.stream()
                .map(c -> c.equals("o")
                        ? "coalesce(w.o::varchar, 'null') = coalesce(l.o::varchar, 'null')"
                        : "w." + c + " IS NOT DISTINCT FROM l." + c)
                .map(same -> "sum(CASE WHEN " + same + " THEN 0 ELSE 1 END)::bigint")
                .collect(Collectors.joining(", "));
    }

    private List<String> values(Way way) {
        return List.of(
                value("smallint", this::small),
                value("integer", () -> pick("2147483647", "-2147483648", String.valueOf(random.nextInt()))),
                value("bigint", () -> pick("9223372036854775807", "-9223372036854775808", "" + random.nextLong())),
                value(
                        "decimal(38,10)",
                        () -> pick(
                                "9999999999999999999999999999.9999999999",
                                "-9999999999999999999999999999.9999999999",
                                random.nextLong() + "." + random.nextInt(1000000000))),
                value("decimal(18,0)", () -> pick("0", "-999999999999999999", "" + random.nextInt())),
                value(
                        "real",
                        () -> pick("NaN", "Infinity", "-Infinity", "1.17549435e-38", Float.toString(realBits()))),
                value(
                        "float8",
                        () -> pick(
                                "NaN",
                                "-Infinity",
                                "-0.0",
                                "4.9e-324",
                                "1.7976931348623157e308",
                                "0.1",
                                Double.toString(doubleBits()))),
                value("boolean", () -> pick("true", "false")),
                value("char(20)", () -> pick("", "x y", "a\"b'c", "abcdefghijklmnopqrst")),
                value("varchar(60)", () -> text(way.anyText)),
                value("date", () -> pick("0001-01-01", "9999-12-31", "1970-01-01", "2024-02-29", "19" + two(99) + "-0" + one(9) + "-1" + one(9))),
                value("timestamp", () -> moment()),
                value("timestamptz", () -> moment() + "+0" + one(9)),
                value("time", () -> pick("00:00:00", "23:59:59.999999", "12:34:5" + one(9) + "." + one(9))),
                value("super", () -> way == Way.PLAIN ? "[1,{\"a\":null}]" : pick("null", "1.50", "\"a|b\\\\c\\\"d\"", "{\"a\":[1,{\"b\":null}],\"ä\":\"x,y\"}", "[]", "true")),
                way == Way.FIXED ? value("varchar(20)", () -> "p") : value("varbyte", () -> pick("00ff", "5c7c0a22")));
    }

    private String value(String type, Supplier<String> text) {
        if (random.nextInt(6) == 0) {
            return "null";
        }
        String value = text.get().replace("'", "''");
        return type.equals("varbyte") ? "from_hex('" + value + "')" : "'" + value + "'::" + type;
    }

    private String small() {
        return pick("32767", "-32768", "0", String.valueOf((short) random.nextInt()));
    }

    private float realBits() {
        float value = Float.intBitsToFloat(random.nextInt());
        return Float.isNaN(value) || Math.abs(value) < Float.MIN_NORMAL ? random.nextFloat() : value;
    }

    private double doubleBits() {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isNaN(value) ? random.nextGaussian() : value;
    }

    private String moment() {
        return pick("0001-01-02 00:00:00", "9998-12-31 23:59:59.999999", "1969-12-28 23:59:59.000001")
                .replace("1969-12", "19" + two(90) + "-0" + one(9));
    }

    /** Up to 60 bytes of anything, or of harmless characters that no layout takes for its own. */
    private String text(boolean any) {
        String[] parts = any
                ? new String[] {"", "|", ",", "\"", "'", "\\", "\n", "\r", "\r\n", "\t", " ", "\\N", "\\\\", "a", "ä", "€",
                    "\ud83d\ude00", "null", "\u0001", "{", "\"\"", "\\n"}
                : new String[] {"a", "ä", "€", "\ud83d\ude00", "x y", ",", "null", "t"};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private int one(int most) {
        return 1 + random.nextInt(most);
    }

    private String two(int most) {
        return String.format("%02d", random.nextInt(most));
    }

    @Test
    void keepsEveryNumberOfManyFilesAndFolders() {
        UnloadedObjects objects = new UnloadedObjects(engine.store);
        engine.run("CREATE TABLE loaded (i int, p int, t varchar(100))");
        engine.run("UNLOAD ('SELECT i, i % 700 p, repeat(chr((65 + i % 26)::int), 90) t FROM range(200000) r(i)')"
                + " TO 's3://lake/many/' PARTITION BY (p) INCLUDE CSV ZSTD MANIFEST");
        assertThat(objects.keys("many/p=699/")).hasSize(1);
        engine.run("COPY loaded FROM 's3://lake/many/manifest' MANIFEST CSV ZSTD");
        assertThat(engine.run("SELECT count(*), count(distinct i), sum(i), count(distinct p) FROM loaded"
                        + " WHERE p = i % 700 AND t = repeat(chr((65 + i % 26)::int), 90)"))
                .isEqualTo("200000|200000|19999900000|700");
    }
}
