package io.forebay.torture.damage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.forebay.contract.format.ParquetBytes.Codec;
import io.forebay.spi.ForebayException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small files that want to become large: stopped by a limit, soon, and in the memory that any file takes. */
class BombTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long INFLATED_LIMIT = 5_000_000;
    private static final String ROLE = "' IAM_ROLE 'arn:aws:iam::1:role/r' ";

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void open() {
        lake = new Lake(folder, INFLATED_LIMIT);
        lake.run("CREATE TABLE t (a varchar(30), b super)");
    }

    @AfterEach
    void close() {
        lake.close();
    }

    private List<List<String>> copy(String file, String options) {
        return assertTimeoutPreemptively(LIMIT, () -> lake.run("COPY t FROM '" + Lake.BUCKET + file + ROLE + options));
    }

    /** A file of less than 40 MB each; what it wants to become is in Bombs. */
    @ParameterizedTest
    @CsvSource({
        "GZIP,IGNOREALLERRORS",
        "GZIP,IGNOREBLANKLINES",
        "BZIP2,IGNOREALLERRORS",
        "BZIP2,IGNOREBLANKLINES",
        "ZSTD,IGNOREALLERRORS",
        "ZSTD,IGNOREBLANKLINES",
        "LZOP,IGNOREALLERRORS",
        "LZOP,IGNOREBLANKLINES"
    })
    void stopsAFileThatInflatesTooFar(String compression, String option) throws Exception {
        byte value = (byte) (option.equals("IGNOREBLANKLINES") ? '\n' : 'a');
        lake.put("bomb", Bombs.of(compression, value));
        assertThatThrownBy(() -> copy("bomb", compression + " " + option))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code().name()).isEqualTo("INFLATES_TOO_FAR"));
        assertThat(lake.run(
                                "SELECT trim(err_reason) FROM stl_load_errors WHERE line_number = 0 OR err_reason LIKE '%inflates%'")
                        .get(0)
                        .get(0))
                .startsWith(Lake.BUCKET + "bomb inflates too far (" + compression + ")");
        assertThat(lake.run("SELECT count(*) FROM t").get(0)).containsExactly("0");
    }

    /** The blocks of an Avro file are compressed too, and a record may take no byte at all. */
    @Test
    void stopsAnAvroFileWhoseBlocksInflateTooFar() throws Exception {
        for (byte[] bomb : List.of(Bombs.avro("bzip2", 40), Bombs.avro("null", 4000))) {
            lake.put("bomb", bomb);
            assertThatThrownBy(() -> copy("bomb", "AVRO 'auto'"))
                    .hasMessageContaining("inflates too far (AVRO)")
                    .hasMessageContaining("load.inflated-limit");
        }
        assertThat(lake.run("SELECT count(*) FROM t").get(0)).containsExactly("0");
    }

    @Test
    void loadsALargeFileThatInflatesAsTextDoes() throws Exception {
        byte[] text = Bombs.rows(500_000);
        assertThat(text.length).isGreaterThan((int) INFLATED_LIMIT);
        lake.put("large", io.forebay.torture.source.Packing.gzip(text, 1));
        copy("large", "GZIP FILLRECORD");
        assertThat(lake.run("SELECT count(*) FROM t").get(0)).containsExactly("500000");
    }

    @Test
    void refusesALineOfAHundredMillionDelimiters() throws Exception {
        lake.close();
        lake = new Lake(folder, Long.MAX_VALUE);
        byte[] line = new byte[100_000_000];
        java.util.Arrays.fill(line, (byte) '|');
        lake.put("line", io.forebay.torture.source.Packing.gzip(line, 1));
        copy("line", "GZIP IGNOREALLERRORS");
        assertThat(lake.run("SELECT count(*), min(err_code), min(trim(err_reason)) FROM stl_load_errors")
                        .get(0))
                .containsExactly("1", "1216", "Record longer than 4 MB; an end of line may be missing");
    }

    @Test
    void refusesMillionsOfFieldsInALineThatABlockTakes() {
        String line = "|".repeat((4 << 20) - 1);
        lake.put("fields", (line + "\nx|1\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        copy("fields", "IGNOREALLERRORS");
        assertThat(lake.run("SELECT a FROM t")).containsExactly(List.of("x"));
        assertThat(lake.run("SELECT err_code FROM stl_load_errors")).containsExactly(List.of("1202"));
    }

    @Test
    void refusesDeepValuesAndLoadsThoseAtTheLimit() {
        String deepest = "[".repeat(1000) + "]".repeat(1000);
        String text = "a|[" + deepest + "]\nb|" + deepest + "\nc|" + "[".repeat(4_000_000) + "\nd|"
                + "{\"a\":".repeat(500_000) + "\ne|1\n";
        lake.put("deep", text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        copy("deep", "IGNOREALLERRORS");
        assertThat(lake.run("SELECT a FROM t ORDER BY a")).containsExactly(List.of("b"), List.of("e"));
        assertThat(lake.run("SELECT line_number, err_code FROM stl_load_errors ORDER BY line_number"))
                .containsExactly(List.of("1", "1224"), List.of("3", "1224"), List.of("4", "1224"));
    }

    /** Refused in little time and memory, with the file's name, and nothing is loaded. */
    @ParameterizedTest
    @CsvSource({
        "CLAIMS,SNAPPY,needs more memory than all pages may have at once",
        "CLAIMS,ZSTD,needs more memory than all pages may have at once",
        "CLAIMS,GZIP,needs more memory than all pages may have at once",
        "ZEROS,ZSTD,inflates too far (PARQUET)",
        "ZEROS,GZIP,inflates too far (PARQUET)",
        "ZEROS,LZ4_RAW,inflates too far (PARQUET)",
        "DICTIONARY,ZSTD,says that it has 2147483647 values",
        "NULLS,NONE,inflates too far (PARQUET)",
        "TEXTS,ZSTD,inflates too far (PARQUET)",
        "LIST_OF_NULLS,NONE,inflates too far (PARQUET)",
        "DELTAS,NONE,inflates too far (PARQUET)",
        "COLUMNS,NONE,needs more memory than all pages may have at once",
        "DEPTH,NONE,nested more than 100 deep"
    })
    void stopsAParquetFileThatBecomesTooLarge(ParquetBombs bomb, Codec codec, String why) throws Exception {
        lake.put("bomb", bomb.bytes(codec));
        assertThatThrownBy(() -> copy("bomb", "PARQUET SERIALIZETOJSON")).hasMessageContaining(why);
        assertThat(lake.run("SELECT count(*) FROM t").get(0)).containsExactly("0");
    }

    /** What is large, but no larger than it may be, is read. */
    @Test
    void readsAParquetFileOfManyGroups() throws Exception {
        lake.put("groups", ParquetBombs.GROUPS.bytes(Codec.NONE));
        copy("groups", "PARQUET SERIALIZETOJSON");
        assertThat(lake.run("SELECT count(*) FROM t").get(0)).containsExactly("400001");
    }
}
