package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.UnloadedObjects;
import io.forebay.engine.session.RandomRows.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What UNLOAD wrote, COPY loads back equal: random rows of every type, with extremes among them. */
class UnloadRoundTripTest {
    private static final int ROWS = 400;
    private static final List<String> COLUMNS = List.of("id,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p".split(","));

    private static final String WIDTHS =
            "id:6,a:6,b:11,c:20,d:40,e:20,f:15,g:25,h:6,i:20,j:60,k:15,l:29,m:32,n:15,o:90,p:20";

    /** A way out and the way back. */
    enum Way {
        TEXT("ESCAPE NULL AS '@NULL@'", "ESCAPE NULL AS '@NULL@'", Texts.ANY),
        TEXT_OCTAL("ESCAPE DELIMITER '\\001' NULL AS '@NULL@'", "ESCAPE DELIMITER '\\001' NULL AS '@NULL@'", Texts.ANY),
        QUOTED("ESCAPE ADDQUOTES NULL AS '@NULL@'", "ESCAPE REMOVEQUOTES NULL AS '@NULL@'", Texts.ANY),
        CSV("CSV NULL AS '@NULL@'", "CSV NULL AS '@NULL@'", Texts.ANY),
        CSV_PIPE_HEADER(
                "HEADER CSV DELIMITER '|' NULL AS '@NULL@'",
                "CSV DELIMITER '|' IGNOREHEADER 1 NULL AS '@NULL@'",
                Texts.ANY),
        CSV_GZIP("CSV GZIP NULL AS '@NULL@'", "CSV GZIP NULL AS '@NULL@'", Texts.ANY),
        TEXT_BZIP2("ESCAPE BZIP2 NULL AS '@NULL@'", "ESCAPE BZIP2 NULL AS '@NULL@'", Texts.ANY),
        TEXT_ZSTD("ESCAPE ZSTD NULL AS '@NULL@'", "ESCAPE ZSTD NULL AS '@NULL@'", Texts.ANY),
        JSON("JSON", "JSON 'auto'", Texts.ANY),
        JSON_GZIP("JSON GZIP", "JSON 'auto' GZIP", Texts.ANY),
        PARQUET("PARQUET", "PARQUET", Texts.ANY),
        PARQUET_BY_NAME("PARQUET", "PARQUET 'auto'", Texts.ANY),
        FIXED(
                "FIXEDWIDTH '" + WIDTHS + "' NULL AS '@NULL@'",
                "FIXEDWIDTH '" + WIDTHS + "' TRIMBLANKS NULL AS '@NULL@'",
                Texts.HARMLESS),
        /** Without ESCAPE, what is ambiguous stays so: texts here have no delimiter, line break or backslash. */
        PLAIN("NULL AS '@NULL@'", "NULL AS '@NULL@'", Texts.HARMLESS);

        final String unload;
        final String copy;
        final Texts texts;

        Way(String unload, String copy, Texts texts) {
            this.unload = unload;
            this.copy = copy;
            this.texts = texts;
        }

        /** Whether it takes VARBYTE. */
        boolean bytes() {
            return this != FIXED && this != JSON && this != JSON_GZIP && !parquet();
        }

        /** Any error fails the load anyway. */
        boolean parquet() {
            return this == PARQUET || this == PARQUET_BY_NAME;
        }
    }

    @TempDir
    Path folder;

    private EngineFixture engine;

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
        RandomRows rows = new RandomRows(way.texts, way.bytes());
        rows.make(engine, "written", ROWS);
        engine.run("CREATE TABLE loaded " + rows.columns());
        engine.run("UNLOAD ('SELECT * FROM written') TO 's3://lake/rt/' MANIFEST " + way.unload);
        engine.run("COPY loaded FROM 's3://lake/rt/manifest' MANIFEST " + (way.parquet() ? "" : "IGNOREALLERRORS ")
                + way.copy);
        assertThat(
                        engine.run(
                                "SELECT line_number, colname, raw_field_value, err_reason, raw_line FROM stl_load_errors LIMIT 3"))
                .isEmpty();
        assertThat(engine.run("SELECT count(*) FROM loaded")).isEqualTo(String.valueOf(ROWS));
        assertThat(engine.run("SELECT " + differences() + " FROM written w JOIN loaded l ON l.id = w.id"))
                .as("rows that differ, in id, a, b, … p")
                .isEqualTo("0|".repeat(COLUMNS.size() - 1) + "0");
        assertThat(engine.run("SELECT count(*) FROM written w JOIN loaded l ON w.id = l.id"
                        + " WHERE CAST(w.g AS VARCHAR) <> CAST(l.g AS VARCHAR)"))
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

    @Test
    void keepsEveryNumberOfManyFilesAndFolders() {
        UnloadedObjects objects = new UnloadedObjects(engine.store);
        engine.run("CREATE TABLE loaded (i int, p int, t varchar(100))");
        engine.run(
                "UNLOAD ('SELECT i, i % 700 p, repeat(chr((65 + i % 26)::int), 90) t FROM generate_series(0, 199999) r(i)')"
                        + " TO 's3://lake/many/' PARTITION BY (p) INCLUDE CSV ZSTD MANIFEST");
        assertThat(objects.keys("many/p=699/")).hasSize(1);
        engine.run("COPY loaded FROM 's3://lake/many/manifest' MANIFEST CSV ZSTD");
        assertThat(engine.run("SELECT count(*), count(distinct i), sum(i), count(distinct p) FROM loaded"
                        + " WHERE p = i % 700 AND t = repeat(chr((65 + i % 26)::int), 90)"))
                .isEqualTo("200000|200000|19999900000|700");
    }
}
