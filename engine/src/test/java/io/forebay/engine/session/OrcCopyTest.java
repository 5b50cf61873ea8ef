package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.OrcBytes;
import io.forebay.contract.format.OrcBytes.Kind;
import io.forebay.engine.EngineTest;
import io.forebay.spi.store.ObjectUri;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** COPY of ORC files, from the statement to the rows and the errors. */
class OrcCopyTest extends EngineTest {
    private static final String COPY_ORC = "COPY trip FROM 's3://lake/in'" + ROLE + "FORMAT AS ORC";

    @BeforeEach
    void createTable() {
        engine.run("CREATE TABLE trip (id SMALLINT, city VARCHAR(10), tags SUPER)");
    }

    private static byte[] file(List<?>... rows) {
        return OrcBytes.of(Kind.BIGINT, Kind.STRING, Kind.STRINGS)
                .zlib()
                .stripe(Arrays.asList(rows))
                .bytes();
    }

    private int put(String key, byte[] file) {
        engine.store.put(ObjectUri.parse("s3://lake/" + key), file);
        return file.length;
    }

    @Test
    void loadsColumnsByPosition() {
        put("in/1.orc", file(List.of(1L, "Rome", List.of("a", "b\"")), Arrays.asList(null, null, null)));
        put("in/2.orc", file(List.of(2L, "Palma", List.of())));
        put("in/empty.orc", new byte[0]);
        engine.run(COPY_ORC + " SERIALIZETOJSON");
        assertThat(engine.run("SELECT id, city, tags FROM trip ORDER BY id"))
                .isEqualTo("1|Rome|[\"a\",\"b\\\"\"]\n2|Palma|[]\nnull|null|null");
        assertThat(engine.run("SELECT lines_scanned FROM stl_load_commits ORDER BY filename"))
                .isEqualTo("2\n1\n0");
        assertThat(engine.run("SELECT file_format FROM sys_load_history")).isEqualTo("Orc");
    }

    @Test
    void refusesAFileWhoseColumnsDoNotFitBeforeAnyRow() {
        put("in/1.orc", file(List.of(1L, "Rome", List.of("a"))));
        assertFails(() -> engine.run(COPY_ORC), "WRONG_SCHEMA", "has an incompatible ORC schema for column");
        assertThat(engine.run("SELECT err_code, line_number FROM stl_load_errors"))
                .isEqualTo("1223|0");
        engine.run("CREATE TABLE two (id INT, city VARCHAR(10))");
        assertFails(
                () -> engine.run("COPY two FROM 's3://lake/in'" + ROLE + "ORC"),
                "WRONG_SCHEMA",
                "Unmatched number of columns between table and file. Table columns: 2, Data columns: 3");
        engine.run("CREATE TABLE four (id INT, city VARCHAR(10), tags SUPER, x DATE)");
        engine.run("COPY four FROM 's3://lake/in'" + ROLE + "ORC FILLRECORD SERIALIZETOJSON");
        assertThat(engine.run("SELECT * FROM four")).isEqualTo("1|Rome|[\"a\"]|null");
    }

    @Test
    void loadsColumnsByNameAndAddsNewOnes() {
        put("in/1.orc", file(List.of(1L, "Rome", List.of("a"))));
        engine.run("CREATE TABLE named (b VARCHAR(10))");
        engine.run("COPY named FROM 's3://lake/in'" + ROLE + "ORC 'auto' ON NEW COLUMN ADD SERIALIZETOJSON");
        assertThat(engine.run("SELECT b, a, c FROM named")).isEqualTo("Rome|1|[\"a\"]");
    }

    @Test
    void tellsOfTheRowThatWasRefused() {
        put("in/1.orc", file(List.of(1L, "Rome", List.of()), List.of(100_000L, "Palma", List.of())));
        assertFails(() -> engine.run(COPY_ORC + " SERIALIZETOJSON"), "LOAD_FAILED", "Check 'stl_load_errors'");
        assertThat(engine.run("SELECT count(*) FROM trip")).isEqualTo("0");
        assertThat(engine.run("SELECT line_number, colname, err_code, raw_field_value FROM stl_load_errors"))
                .isEqualTo("2|id|1222|100000");
    }

    @Test
    void holdsNoFileOfAJobBackForABadOne() {
        engine.run(COPY_ORC + " SERIALIZETOJSON JOB CREATE trips AUTO OFF");
        byte[] good = file(List.of(1L, "Rome", List.of()));
        put("in/1.orc", good);
        put("in/2.orc", Arrays.copyOf(good, good.length - 20));
        put("in/3.orc", file(List.of(3L, "Palma", List.of())));
        engine.run("COPY JOB RUN trips");
        assertThat(engine.run("SELECT id FROM trip ORDER BY id")).isEqualTo("1\n3");
        assertThat(engine.run("SELECT filename, err_code, line_number FROM stl_load_errors"))
                .isEqualTo("s3://lake/in/2.orc|1216|0");
    }

    @Test
    void loadsTheFilesOfAManifestThatTellsTheirLengths() {
        int length = put("in/1.orc", file(List.of(1L, "Rome", List.of())));
        String entry = "{\"entries\":[{\"url\":\"s3://lake/in/1.orc\",\"meta\":{\"content_length\":%d}}]}";
        engine.store.put("s3://lake/manifest", entry.formatted(length));
        engine.store.put("s3://lake/wrong", entry.formatted(length + 1));
        engine.run("COPY trip FROM 's3://lake/manifest'" + ROLE + "ORC SERIALIZETOJSON MANIFEST");
        assertThat(engine.run("SELECT id, city FROM trip")).isEqualTo("1|Rome");
        assertFails(
                () -> engine.run("COPY trip FROM 's3://lake/wrong'" + ROLE + "ORC SERIALIZETOJSON MANIFEST"),
                "INVALID_PARAMETER",
                "content_length");
    }

    @Test
    void loadsAFileThatIsCompressedAsAWhole() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(file(List.of(1L, "Rome", List.of())));
        }
        put("in/1.orc.gz", packed.toByteArray());
        engine.run(COPY_ORC + " SERIALIZETOJSON");
        assertThat(engine.run("SELECT id, city FROM trip")).isEqualTo("1|Rome");
    }

    @Test
    void makesTheTableThatFilesNeed() {
        put("in/1.orc", file(List.of(1L, "Rome", List.of())));
        assertThat(engine.run("SHOW SCHEMA FROM 's3://lake/in'" + ROLE + "ORC SERIALIZETOJSON"))
                .contains("a bigint", "b varchar(65535)", "c super");
        engine.run("CREATE TABLE made FROM 's3://lake/in'" + ROLE + "ORC SERIALIZETOJSON");
        engine.run("COPY made FROM 's3://lake/in'" + ROLE + "ORC SERIALIZETOJSON");
        assertThat(engine.run("SELECT * FROM made")).isEqualTo("1|Rome|[]");
    }
}
