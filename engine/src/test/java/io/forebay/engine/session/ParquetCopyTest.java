package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineTest;
import io.forebay.spi.store.ObjectUri;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** COPY of Parquet files, from the statement to the rows and the errors. */
class ParquetCopyTest extends EngineTest {
    private static final String COPY_PARQUET = "COPY trip FROM 's3://lake/in'" + ROLE + "FORMAT AS PARQUET";

    @BeforeEach
    void createTable() {
        engine.run("CREATE TABLE trip (id SMALLINT, city VARCHAR(10), tags SUPER)");
    }

    /** A file of DuckDB's. @param rows such as {@code (1, 'Rome', ['a'])} */
    private static byte[] file(String rows) {
        return query("SELECT a::BIGINT a, b::VARCHAR b, c::VARCHAR[] c FROM (VALUES " + rows + ") t(a, b, c)");
    }

    private static byte[] query(String query) {
        try {
            Path file = Files.createTempFile("written", ".parquet");
            try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = duckdb.createStatement()) {
                statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
                return Files.readAllBytes(file);
            } finally {
                Files.delete(file);
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private int put(String key, byte[] file) {
        engine.store.put(ObjectUri.parse("s3://lake/" + key), file);
        return file.length;
    }

    @Test
    void loadsColumnsByPosition() {
        put("in/1.parquet", file("(1, 'Rome', ['a', 'b\"']), (NULL, NULL, NULL)"));
        put("in/2.parquet", file("(2, 'Palma', [])"));
        put("in/empty.parquet", new byte[0]);
        engine.run(COPY_PARQUET + " SERIALIZETOJSON");
        assertThat(engine.run("SELECT id, city, tags FROM trip ORDER BY id"))
                .isEqualTo("1|Rome|[\"a\",\"b\\\"\"]\n2|Palma|[]\nnull|null|null");
        assertThat(engine.run("SELECT lines_scanned FROM stl_load_commits ORDER BY filename"))
                .isEqualTo("2\n1\n0");
        assertThat(engine.run("SELECT file_format FROM sys_load_history")).isEqualTo("Parquet");
    }

    @Test
    void refusesAFileWhoseColumnsDoNotFitBeforeAnyRow() {
        put("in/1.parquet", file("(1, 'Rome', ['a'])"));
        assertFails(() -> engine.run(COPY_PARQUET), "WRONG_SCHEMA", "has an incompatible Parquet schema for column");
        assertThat(engine.run("SELECT err_code, line_number FROM stl_load_errors"))
                .isEqualTo("1223|0");
        engine.run("CREATE TABLE two (id INT, city VARCHAR(10))");
        assertFails(
                () -> engine.run("COPY two FROM 's3://lake/in'" + ROLE + "PARQUET"),
                "WRONG_SCHEMA",
                "Unmatched number of columns between table and file. Table columns: 2, Data columns: 3");
        engine.run("CREATE TABLE four (id INT, city VARCHAR(10), tags SUPER, x DATE)");
        engine.run("COPY four FROM 's3://lake/in'" + ROLE + "PARQUET FILLRECORD SERIALIZETOJSON");
        assertThat(engine.run("SELECT * FROM four")).isEqualTo("1|Rome|[\"a\"]|null");
    }

    @Test
    void loadsColumnsByNameAndAddsNewOnes() {
        put("in/1.parquet", file("(1, 'Rome', ['a'])"));
        engine.run("CREATE TABLE named (b VARCHAR(10))");
        engine.run("COPY named FROM 's3://lake/in'" + ROLE + "PARQUET 'auto' ON NEW COLUMN ADD SERIALIZETOJSON");
        assertThat(engine.run("SELECT b, a, c FROM named")).isEqualTo("Rome|1|[\"a\"]");
    }

    @Test
    void tellsOfTheRowThatWasRefused() {
        put("in/1.parquet", file("(1, 'Rome', []), (100000, 'Palma', [])"));
        assertFails(() -> engine.run(COPY_PARQUET + " SERIALIZETOJSON"), "LOAD_FAILED", "Check 'stl_load_errors'");
        assertThat(engine.run("SELECT count(*) FROM trip")).isEqualTo("0");
        assertThat(engine.run("SELECT line_number, colname, err_code, raw_field_value FROM stl_load_errors"))
                .isEqualTo("2|id|1222|100000");
    }

    @Test
    void holdsNoFileOfAJobBackForABadOne() {
        engine.run(COPY_PARQUET + " SERIALIZETOJSON JOB CREATE trips AUTO OFF");
        byte[] good = file("(1, 'Rome', [])");
        put("in/1.parquet", good);
        put("in/2.parquet", Arrays.copyOf(good, good.length - 20));
        put("in/3.parquet", file("(3, 'Palma', [])"));
        engine.run("COPY JOB RUN trips");
        assertThat(engine.run("SELECT id FROM trip ORDER BY id")).isEqualTo("1\n3");
        assertThat(engine.run("SELECT filename, err_code, line_number FROM stl_load_errors"))
                .isEqualTo("s3://lake/in/2.parquet|1216|0");
    }

    @Test
    void loadsTheFilesOfAManifestThatTellsTheirLengths() {
        int length = put("in/1.parquet", file("(1, 'Rome', [])"));
        String entry = "{\"entries\":[{\"url\":\"s3://lake/in/1.parquet\",\"meta\":{\"content_length\":%d}}]}";
        engine.store.put("s3://lake/manifest", entry.formatted(length));
        engine.store.put("s3://lake/wrong", entry.formatted(length + 1));
        engine.run("COPY trip FROM 's3://lake/manifest'" + ROLE + "PARQUET SERIALIZETOJSON MANIFEST");
        assertThat(engine.run("SELECT id, city FROM trip")).isEqualTo("1|Rome");
        assertFails(
                () -> engine.run("COPY trip FROM 's3://lake/wrong'" + ROLE + "PARQUET SERIALIZETOJSON MANIFEST"),
                "INVALID_PARAMETER",
                "content_length");
    }

    @Test
    void loadsAFileThatIsCompressedAsAWhole() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(file("(1, 'Rome', [])"));
        }
        put("in/1.parquet.gz", packed.toByteArray());
        engine.run(COPY_PARQUET + " SERIALIZETOJSON");
        assertThat(engine.run("SELECT id, city FROM trip")).isEqualTo("1|Rome");
    }

    @Test
    void makesTheTableThatFilesNeed() {
        put("in/1.parquet", file("(1, 'Rome', [])"));
        assertThat(engine.run("SHOW SCHEMA FROM 's3://lake/in'" + ROLE + "PARQUET SERIALIZETOJSON"))
                .contains("a bigint", "b varchar(65535)", "c super");
        engine.run("CREATE TABLE made FROM 's3://lake/in'" + ROLE + "PARQUET SERIALIZETOJSON");
        engine.run("COPY made FROM 's3://lake/in'" + ROLE + "PARQUET SERIALIZETOJSON");
        assertThat(engine.run("SELECT * FROM made")).isEqualTo("1|Rome|[]");
    }

    /** Columns go by position: those of a file may have other names, and types that only SUPER takes together. */
    @Test
    void makesATableForFilesWithOtherNames() {
        put("in/1.parquet", query("SELECT 1 AS a, 'x' AS \"A\""));
        put("in/2.parquet", query("SELECT 2 AS other, 7 AS names"));
        engine.run("CREATE TABLE made FROM 's3://lake/in'" + ROLE + "PARQUET");
        engine.run("COPY made FROM 's3://lake/in'" + ROLE + "PARQUET");
        assertThat(engine.run("SELECT * FROM made ORDER BY 1")).isEqualTo("1|\"x\"\n2|7");
    }
}
