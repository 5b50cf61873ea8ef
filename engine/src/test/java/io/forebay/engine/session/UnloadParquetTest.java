package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.UnloadedObjects;
import io.forebay.engine.session.RandomRows.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what UNLOAD wrote with DuckDB's own reader of Parquet, outside of Forebay. */
class UnloadParquetTest {
    private static final String TEXTS = "SELECT id, a::varchar, b::varchar, c::varchar, d::varchar, e::varchar,"
            + " f::varchar, g::varchar, h::varchar, i::varchar, j::varchar, k::varchar, l::varchar, m::timestamp::varchar,"
            + " n::varchar, coalesce(o::varchar, 'null') FROM ";

    @TempDir
    Path folder;

    private EngineFixture engine;
    private UnloadedObjects objects;

    @BeforeEach
    void open() {
        engine = new EngineFixture(folder);
        objects = new UnloadedObjects(engine.store);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** Of the file that was unloaded as this object; in the query {@code $} stands for it. */
    private String read(String key, String query) throws Exception {
        Path file = Files.write(folder.resolve("read.parquet"), objects.bytes(key));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            StringJoiner lines = new StringJoiner("\n");
            try (ResultSet rows = statement.executeQuery(query.replace("$", "'" + file + "'"))) {
                while (rows.next()) {
                    StringJoiner line = new StringJoiner("|");
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        line.add(String.valueOf(rows.getObject(i)));
                    }
                    lines.add(line.toString());
                }
            }
            return lines.toString();
        }
    }

    @Test
    void writesEveryValueOfEveryType() throws Exception {
        new RandomRows(Texts.ANY, false).make(engine, "written", 1000);
        engine.run("UNLOAD ('SELECT * FROM written') TO 's3://lake/p_' FORMAT AS PARQUET MANIFEST");
        assertThat(objects.keys("")).containsExactly("p_0000_part_00.parquet", "p_manifest");
        assertThat(read("p_0000_part_00.parquet", TEXTS + "$ ORDER BY id"))
                .isEqualTo(engine.run(TEXTS.replace("i::varchar", "rtrim(i)").replace("o::varchar", "json_serialize(o)")
                        + "written ORDER BY id"));
        assertThat(engine.run("SELECT file_format, line_count FROM stl_unload_log"))
                .isEqualTo("Parquet|1000");
    }

    @Test
    void storesTypesAsRedshiftDoes() throws Exception {
        new RandomRows(Texts.ANY, false).make(engine, "written", 40);
        engine.run("UNLOAD ('SELECT * FROM written') TO 's3://lake/p_' PARQUET");
        assertThat(read(
                        "p_0000_part_00.parquet",
                        "SELECT name, type, type_length, repetition_type, converted_type, precision, scale"
                                + " FROM parquet_schema($) WHERE num_children IS NULL"))
                .isEqualTo(String.join(
                        "\n",
                        "id|INT32|null|OPTIONAL|INT_32|null|null",
                        "a|INT32|null|OPTIONAL|INT_16|null|null",
                        "b|INT32|null|OPTIONAL|INT_32|null|null",
                        "c|INT64|null|OPTIONAL|INT_64|null|null",
                        "d|FIXED_LEN_BYTE_ARRAY|16|OPTIONAL|DECIMAL|38|10",
                        "e|FIXED_LEN_BYTE_ARRAY|8|OPTIONAL|DECIMAL|18|0",
                        "f|FLOAT|null|OPTIONAL|null|null|null",
                        "g|DOUBLE|null|OPTIONAL|null|null|null",
                        "h|BOOLEAN|null|OPTIONAL|null|null|null",
                        "i|BYTE_ARRAY|null|OPTIONAL|UTF8|null|null",
                        "j|BYTE_ARRAY|null|OPTIONAL|UTF8|null|null",
                        "k|INT32|null|OPTIONAL|DATE|null|null",
                        "l|INT96|null|OPTIONAL|null|null|null",
                        "m|INT96|null|OPTIONAL|null|null|null",
                        "n|INT64|null|OPTIONAL|TIME_MICROS|null|null",
                        "o|BYTE_ARRAY|null|OPTIONAL|JSON|null|null",
                        "p|BYTE_ARRAY|null|OPTIONAL|UTF8|null|null"));
        assertThat(read("p_0000_part_00.parquet", "SELECT DISTINCT compression FROM parquet_metadata($)"))
                .isEqualTo("SNAPPY");
    }

    @Test
    void tellsTheExtremesOfEachRowGroup() throws Exception {
        engine.run("UNLOAD ('SELECT i - 500 a, (i - 500) * 1.5::decimal(9,2) b, chr((65 + i % 26)::int) c,"
                + " CASE WHEN i = 3 THEN ''NaN''::float8 ELSE i END d, null::int e, -0.0::float8 f"
                + " FROM generate_series(0, 999) r(i)') TO 's3://lake/p_' PARQUET");
        assertThat(read(
                        "p_0000_part_00.parquet",
                        "SELECT path_in_schema, stats_min_value, stats_max_value, stats_null_count, num_values"
                                + " FROM parquet_metadata($)"))
                .isEqualTo("a|-500|499|0|1000\nb|-750.00|748.50|0|1000\nc|A|Z|0|1000\nd|null|null|0|1000"
                        + "\ne|null|null|1000|1000\nf|-0.0|0.0|0|1000");
        for (String where :
                new String[] {"a = 499", "b = -750", "c = 'Z' AND a < -470", "d = 7", "e IS NULL AND a = 1"}) {
            assertThat(read("p_0000_part_00.parquet", "SELECT count(*) FROM $ WHERE " + where))
                    .as(where)
                    .isEqualTo("1");
        }
    }

    @Test
    void endsRowGroupsAndFilesAtTheirSizes() throws Exception {
        String query =
                "'SELECT i, md5(i::varchar) t, repeat(''x'', (i % 300)::int) u FROM generate_series(0, 399999) r(i)'";
        String right = "SELECT count(*) FROM $ WHERE md5(i::varchar) = t AND length(u) = i % 300";
        engine.run("UNLOAD (" + query + ") TO 's3://lake/one_' PARQUET");
        assertThat(read("one_0000_part_00.parquet", right)).isEqualTo("400000");
        assertThat(read(
                        "one_0000_part_00.parquet",
                        "SELECT count(DISTINCT row_group_id), max(row_group_bytes) BETWEEN 32000000 AND 34000000"
                                + " FROM parquet_metadata($)"))
                .isEqualTo("3|true");
        engine.run("UNLOAD (" + query + ") TO 's3://lake/more_' PARQUET MAXFILESIZE 40 MB");
        assertThat(objects.keys("more_")).hasSize(3);
        int rows = 0;
        for (String key : objects.keys("more_")) {
            assertThat(objects.size(key)).as(key).isLessThan(32L << 20);
            rows += Integer.parseInt(read(key, right));
        }
        assertThat(rows).isEqualTo(400_000);
    }

    @Test
    void holdsLittleOfManyFoldersWhoseRowsComeInTurns() throws Exception {
        String wide = "repeat(md5(i::varchar), 1900)";
        engine.run("UNLOAD ('SELECT i % 500 p, i, " + wide + " a, " + wide + " b, " + wide + " c, " + wide
                + " d FROM generate_series(0, 999) r(i)') TO 's3://lake/w' PARTITION BY (p) PARQUET");
        assertThat(objects.keys("w/")).hasSize(500);
        assertThat(read(
                        "w/p=77/0000_part_00.parquet",
                        "SELECT count(*), sum(i), count(*) FILTER (c = repeat(md5(i::varchar), 1900)) FROM $"))
                .isEqualTo("2|654|2");
        assertThat(read(
                        "w/p=77/0000_part_00.parquet",
                        "SELECT count(DISTINCT row_group_id) > 1 FROM parquet_metadata($)"))
                .isEqualTo("true");
    }

    @Test
    void writesManyPartitionsAndRefusesWhatHasNoForm() throws Exception {
        engine.run(
                "UNLOAD ('SELECT i, i % 50 p FROM generate_series(0, 4999) r(i)') TO 's3://lake/m' PARTITION BY (p) PARQUET");
        assertThat(objects.keys("m/")).hasSize(50);
        assertThat(read("m/p=7/0000_part_00.parquet", "SELECT count(*), min(i), max(i) FROM $"))
                .isEqualTo("100|7|4957");
        assertThatThrownBy(() -> engine.run("UNLOAD ('SELECT ''ab''::varbyte v') TO 's3://lake/x' PARQUET"))
                .hasMessageContaining("text and CSV only");
        assertThatThrownBy(() -> engine.run(
                        "UNLOAD ('SELECT 170141183460469231731687303715884105727 h') TO 's3://lake/x' PARQUET"))
                .hasMessageContaining("more than 38 digits");
        assertThatThrownBy(() -> engine.run("UNLOAD ('SELECT 1 a, 2 a') TO 's3://lake/x' PARQUET"))
                .hasMessageContaining("two columns");
        assertThatThrownBy(() -> engine.run("UNLOAD ('SELECT ''infinity''::date d') TO 's3://lake/x' PARQUET"))
                .hasMessageContaining("infinity");
        assertThat(objects.keys("x")).isEmpty();
    }
}
