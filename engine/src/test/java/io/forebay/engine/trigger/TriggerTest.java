package io.forebay.engine.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineFixture;
import io.forebay.spi.store.ObjectUri;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that manifests trigger: what one names is loaded as one, once, or waits, or fails as told. */
class TriggerTest {
    private static final String COPY = "COPY t FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' CSV ";
    private static final String TRIGGER = "TRIGGER MANIFEST 's3://lake/m/*.manifest' ";
    private static final String TOTALS = "SELECT count(*), sum(a) FROM t";
    private static final String STATES =
            "SELECT regexp_replace(file_name, '.*/', ''), status FROM sys_copy_job_detail ORDER BY 1";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private EngineFixture engine;

    @BeforeEach
    void start() {
        engine = new EngineFixture(folder);
        engine.run("CREATE TABLE t (a int)");
    }

    @AfterEach
    void end() {
        engine.close();
    }

    private void create(String options) {
        engine.run(COPY + "JOB CREATE j " + options + " " + TRIGGER);
    }

    private void data(String name, String text) {
        engine.store.put("s3://lake/in/" + name, text);
    }

    /** @param files names under in/, those with ! at their end mandatory */
    private void manifest(String name, String... files) {
        String entries = Arrays.stream(files)
                .map(file -> "{\"url\":\"s3://lake/in/" + file.replace("!", "") + "\",\"mandatory\":"
                        + file.endsWith("!") + "}")
                .collect(Collectors.joining(","));
        engine.store.put("s3://lake/m/" + name, "{\"entries\":[" + entries + "]}");
    }

    private String explain(String file) {
        return engine.run("COPY JOB EXPLAIN j FILE 's3://lake/" + file + "'");
    }

    @Test
    void loadsWhatAManifestNamesAsOneAndOnce() {
        create("AUTO OFF");
        data("a", "1\n");
        data("b", "2\n");
        data("c", "4\n");
        manifest("one.manifest", "b!", "a!");
        engine.store.put("s3://lake/m/other.txt", "{\"entries\":[{\"url\":\"s3://lake/in/c\"}]}");
        engine.store.put("s3://lake/m/sub/deep.manifest", "{\"entries\":[{\"url\":\"s3://lake/in/c\"}]}");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
        assertThat(engine.run(STATES)).isEqualTo("a|I\nb|I\none.manifest|I");
        assertThat(engine.run("SELECT data_source, loaded_rows, source_file_count, status FROM sys_load_history"))
                .isEqualTo("s3://lake/m/one.manifest|2|2|completed");
        engine.run("COPY JOB RUN j");
        engine.restart();
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
        assertThat(explain("m/one.manifest")).contains("|loaded|");
        assertThat(explain("in/a")).contains("|loaded|").contains("named by 's3://lake/m/one.manifest'");
        assertThat(explain("in/c")).contains("|not named|").contains("it is in the store");
        assertThat(explain("m/other.txt")).contains("|not under the prefix|");
    }

    @Test
    void waitsForAMandatoryFileAndHoldsNothingElseBack() {
        create("AUTO ON");
        data("a", "1\n");
        manifest("first.manifest", "a!", "late!");
        engine.await(
                "SELECT waits_for LIKE '''s3://lake/m/first.manifest'' waits since %: ''s3://lake/in/late'' is not"
                        + " there' FROM job_status",
                "true");
        data("c", "4\n");
        manifest("second.manifest", "c!");
        engine.await(TOTALS, "1|4");
        assertThat(explain("m/first.manifest"))
                .contains("|waiting for a file|")
                .contains("'s3://lake/in/late' is not there");
        assertThat(engine.run("SELECT backlog_files FROM job_status")).isEqualTo("1");
        data("late", "2\n");
        engine.await(TOTALS, "3|7");
        engine.await("SELECT waits_for, backlog_files FROM job_status", "null|0");
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job_detail WHERE status = 'E'"))
                .isEqualTo("0");
    }

    @Test
    void waitsForAFileThatMayStillBeGrowing() {
        create("AUTO OFF");
        data("a", "1\n");
        engine.store.growing(ObjectUri.parse("s3://lake/in/a"), true);
        manifest("one.manifest", "a");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
        engine.store.growing(ObjectUri.parse("s3://lake/in/a"), false);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
    }

    @Test
    void waitsNoLongerForAFileThatIsSkipped() {
        create("AUTO ON");
        data("a", "1\n");
        manifest("one.manifest", "a!", "never!");
        engine.await("SELECT waits_for IS NOT NULL FROM job_status", "true");
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/never'");
        engine.await(TOTALS, "1|1");
        assertThat(explain("m/one.manifest"))
                .contains("LEFT OUT")
                .contains("1 file(s) that the job is done with: s3://lake/in/never (skipped)");
    }

    @Test
    void forgetsAManifestThatWaitsAndIsDeletedOrSkipped() {
        create("AUTO ON");
        manifest("gone.manifest", "never!");
        manifest("skipped.manifest", "neither!");
        engine.await("SELECT waits_for LIKE '%1 more wait' FROM job_status", "true");
        engine.store.delete(ObjectUri.parse("s3://lake/m/gone.manifest"));
        engine.run("COPY JOB SKIP j FILE 's3://lake/m/skipped.manifest'");
        engine.await("SELECT waits_for, backlog_files FROM job_status", "null|0");
        data("never", "1\n");
        data("neither", "1\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
    }

    @Test
    void failsForAMissingFileWhenToldSo() {
        engine.run(COPY + "JOB CREATE j AUTO OFF " + TRIGGER + "ON MISSING FAIL");
        data("a", "1\n");
        manifest("one.manifest", "a!", "late!");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(STATES)).isEqualTo("one.manifest|E");
        assertThat(explain("m/one.manifest"))
                .contains("|failed|")
                .contains("code 1212: 's3://lake/in/late' is not there, mandatory");
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
        data("late", "2\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
        engine.run("COPY JOB RETRY j FAILED");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
    }

    @Test
    void loadsWithoutAnOptionalFileThatIsNotThere() {
        create("AUTO OFF");
        manifest("one.manifest", "a", "b");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(STATES)).as("as long as none is there").isEmpty();
        assertThat(explain("m/one.manifest"))
                .contains("|the job is off|")
                .contains("it would wait: 's3://lake/in/a' is not there");
        data("a", "1\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(explain("m/one.manifest")).contains("1 file(s) that are not there: s3://lake/in/b");
        data("b", "2\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).as("the manifest is loaded once").isEqualTo("1|1");
    }

    /** Whichever comes first: it does not wait for one of them. */
    @Test
    void waitsForAnyOfItsOptionalFiles() {
        create("AUTO ON");
        manifest("one.manifest", "a", "b", "c");
        engine.await("SELECT waits_for LIKE '%is not there, nor is another of its files' FROM job_status", "true");
        data("b", "2\n");
        engine.await(TOTALS, "1|2");
        engine.await(STATES, "b|I\none.manifest|I");
    }

    @Test
    void waitsNoLongerForAnOptionalFileThatGrewAndIsGone() {
        create("AUTO ON");
        data("a", "1\n");
        data("b", "2\n");
        ObjectUri growing = ObjectUri.parse("s3://lake/in/b");
        engine.store.growing(growing, true);
        manifest("one.manifest", "a!", "b");
        engine.await("SELECT waits_for LIKE '%''s3://lake/in/b'' may still be growing' FROM job_status", "true");
        engine.store.delete(growing);
        engine.await(TOTALS, "1|1");
        engine.await(STATES, "a|I\none.manifest|I");
    }

    @Test
    void loadsFilesOfWhichManyMoreAreNamedThanAreLookedForAhead() {
        create("AUTO OFF");
        String[] names = new String[700];
        for (int file = 0; file < names.length; file++) {
            names[file] = file + (file == 699 ? "!" : "");
            if (file % 2 == 1) {
                data(Integer.toString(file), file + "\n");
            }
        }
        manifest("one.manifest", names);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("350|122500");
    }

    /** Bytes that look like UTF-32 or UTF-16, and names that no object can have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0500000091929394",
                "0000feff7b",
                "0000fffe",
                "7b000000010203",
                "fffe7b",
                "00",
                "7b22656e7472696573223a5b7b2275726c223a2273333a2f2f6c616b652f696e2f785c7564383030227d5d7d",
                "7b22656e7472696573223a5b7b2275726c223a2273333a2f2f6c616b652f696e2f785c7530303030227d5d7d"
            })
    void failsForBytesThatAreNoTextAndHoldsNothingElseBack(String hex) {
        create("AUTO OFF");
        engine.store.put(
                ObjectUri.parse("s3://lake/m/1.manifest"), HexFormat.of().parseHex(hex));
        data("a", "1\n");
        manifest("2.manifest", "a!");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(STATES)).isEqualTo("1.manifest|E\n2.manifest|I\na|I");
        assertThat(explain("m/1.manifest")).contains("|failed|").contains("the manifest is not valid");
    }

    @Test
    void loadsAFileOnceThatTwoManifestsName() {
        create("AUTO OFF");
        data("a", "1\n");
        data("b", "2\n");
        data("c", "4\n");
        manifest("1.manifest", "a!", "b!");
        manifest("2.manifest", "b!", "c!");
        manifest("3.manifest", "a!", "c!");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("3|7");
        assertThat(engine.run(STATES)).isEqualTo("1.manifest|I\n2.manifest|I\n3.manifest|I\na|I\nb|I\nc|I");
        assertThat(explain("m/2.manifest"))
                .contains("LEFT OUT")
                .contains("1 file(s) that the job is done with: s3://lake/in/b (load ");
        assertThat(explain("m/3.manifest")).contains("2 file(s) that the job is done with");
        engine.store.delete(ObjectUri.parse("s3://lake/in/a"));
        manifest("4.manifest", "a!");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT status FROM sys_copy_job_detail WHERE file_name LIKE '%/4.manifest'"))
                .as("a file that is loaded already is not missing")
                .isEqualTo("I");
    }

    @Test
    void failsAsAWholeForOneBadFile() {
        create("AUTO OFF");
        data("a", "1\n");
        data("b", "2\nx\n");
        data("c", "4\n");
        manifest("bad.manifest", "a!", "b!", "c!");
        manifest("good.manifest", "c!");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|4");
        assertThat(engine.run(STATES)).isEqualTo("bad.manifest|E\nc|I\ngood.manifest|I");
        assertThat(explain("m/bad.manifest")).contains("|failed|").contains("file 's3://lake/in/b': ");
        assertThat(engine.run("SELECT trim(filename), line_number FROM stl_load_errors ORDER BY 1"))
                .isEqualTo("s3://lake/in/b|2\ns3://lake/m/bad.manifest|0");
        data("b", "2\n");
        engine.run("COPY JOB RETRY j FILE 's3://lake/m/bad.manifest'");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("3|7");
    }

    @Test
    void countsBadRowsOfEachFileByMaxErrorAndKeepsThem() {
        engine.run(COPY + "MAXERROR 2 REJECTS INTO kept JOB CREATE j AUTO OFF " + TRIGGER);
        data("a", "1\nx\n");
        data("b", "2\ny\n");
        manifest("one.manifest", "a!", "b!");
        data("c", "4\nx\ny\n");
        manifest("two.manifest", "c!");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
        assertThat(engine.run("SELECT file_name, raw_record FROM kept ORDER BY 1"))
                .isEqualTo("s3://lake/in/a|x\ns3://lake/in/b|y");
        engine.run("UPDATE kept SET raw_record = '8'");
        engine.run("COPY JOB REPLAY j");
        assertThat(engine.run(TOTALS)).isEqualTo("4|19");
        assertThat(engine.run(STATES)).isEqualTo("a|I\nb|I\none.manifest|I\ntwo.manifest|E");
    }

    @Test
    void failsForAValueThatTheTableRefuses() {
        engine.run("CREATE TABLE n (a int NOT NULL)");
        engine.run("COPY n FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' CSV JOB CREATE j AUTO OFF "
                + TRIGGER);
        data("a", "1\n");
        data("b", "\"\"\n");
        manifest("one.manifest", "a!", "b!");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT count(*) FROM n")).isEqualTo("0");
        assertThat(engine.run(STATES)).isEqualTo("one.manifest|E");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{\"entries\":~ is not valid: Unexpected end-of-input",
                "``~ is not valid: it is no JSON object",
                "[]~ is not valid: it is no JSON object",
                "{}~ is not valid: it has no array \"entries\"",
                "{\"entries\":{}}~ is not valid: it has no array \"entries\"",
                "{\"entries\":[]}~ is not valid: it names no file",
                "{\"entries\":[1]}~ is not valid: its entry 1 is no JSON object",
                "{\"entries\":[{\"url\":\"s3://lake/in/a\"}]} x~ Unrecognized token 'x'",
                "{\"entries\":[{\"url\":\"s3://lake/in/a\"}]} {}~ something stands behind its JSON object",
                "{\"entries\":[{\"url\":\"s3://lake/in/a\"}],\"entries\":[]}~ Duplicate field 'entries'",
                "{\"entries\":[{\"mandatory\":true}]}~ its entry 1 has no \"url\" text",
                "{\"entries\":[{\"url\":7}]}~ its entry 1 has no \"url\" text",
                "{\"entries\":[{\"url\":{\"url\":\"s3://lake/in/a\"}}]}~ its entry 1 has no \"url\" text",
                "{\"entries\":[{\"url\":\"s3://lake/in/a\",\"mandatory\":1}]}~ is neither true nor false",
                "{\"entries\":[{\"url\":\"s3://lake/in/a\",\"mandatory\":null}]}~ is neither true nor false",
                "{\"entries\":[{\"url\":\"s3://lake/in/a\"},{\"url\":\"s3://lake/in/a\"}]}~ it names 's3://lake/in/a'"
                        + " twice",
                "{\"entries\":[{\"url\":\"https://lake/in/a\"}]}~ 'https://lake/in/a' does not lie under"
                        + " 's3://lake/in/'",
                "{\"entries\":[{\"url\":\"s3://other/in/a\"}]}~ 's3://other/in/a' does not lie under",
                "{\"entries\":[{\"url\":\"s3://lake/secret\"}]}~ 's3://lake/secret' does not lie under",
                "{\"entries\":[{\"url\":\"in/a\"}]}~ is no object URI",
                "{\"entries\":[{\"url\":\"s3://lake/in/\"}]}~ 's3://lake/in/' names no object",
                "{\"entries\":[{\"url\":\"s3://lake/in/a\",\"meta\":{\"content_length\":3}}]}~ content_length of"
                        + " 's3://lake/in/a' is 3, but the file has 2 bytes",
                "{\"entries\":[{\"url\":\"s3://lake/in/a\",\"meta\":{\"content_length\":\"2\"}}]}~ is no number of"
                        + " bytes",
                "{\"entries\":[{\"url\":\"s3://lake/in/a\",\"meta\":{\"content_length\":99999999999999999999}}]}~ is"
                        + " no number of bytes",
            })
    void refusesWhatIsNoManifest(String text, String reason) {
        create("AUTO OFF");
        data("a", "1\n");
        engine.store.put("s3://lake/m/one.manifest", text);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(STATES)).isEqualTo("one.manifest|E");
        assertThat(explain("m/one.manifest")).contains("|failed|").contains(reason);
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
    }

    @Test
    void takesAManifestThatUnloadOrAnotherHasWritten() {
        create("AUTO OFF");
        data("a", "1\n");
        engine.store.put(
                "s3://lake/m/one.manifest",
                "{\"author\":{\"x\":[1,{}]},\"entries\":[{\"x\":[[]],\"url\":\"s3://lake/in/a\","
                        + "\"meta\":{\"record_count\":1,\"more\":{\"content_length\":9},\"content_length\":2}}],"
                        + "\"schema\":{\"entries\":[1]}}");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
    }

    @Test
    void asksForTheSizesOfParquet() {
        engine.run(
                "COPY t FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' PARQUET JOB CREATE j AUTO OFF "
                        + TRIGGER);
        engine.run("INSERT INTO t VALUES (1), (2)");
        engine.run("UNLOAD ('SELECT a FROM t') TO 's3://lake/in/p' IAM_ROLE 'arn:aws:iam::123456789012:role/r' PARQUET"
                + " PARALLEL OFF");
        String file = engine.store
                .list(ObjectUri.parse("s3://lake/in/p"), "", 1)
                .get(0)
                .uri()
                .toString();
        long size = engine.store
                .list(ObjectUri.parse("s3://lake/in/p"), "", 1)
                .get(0)
                .size();
        engine.store.put("s3://lake/m/1.manifest", "{\"entries\":[{\"url\":\"" + file + "\"}]}");
        engine.run("COPY JOB RUN j");
        assertThat(explain("m/1.manifest")).contains("for Parquet and ORC each entry needs");
        engine.store.put(
                "s3://lake/m/2.manifest",
                "{\"entries\":[{\"url\":\"" + file + "\",\"meta\":{\"content_length\":" + size + "}}]}");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("4|6");
    }

    @Test
    void leavesOutManifestsThatWereThereBefore() {
        data("a", "1\n");
        data("b", "2\n");
        data("c", "4\n");
        manifest("old.manifest", "a!");
        engine.store.put("s3://lake/m/late/x.manifest", "{}");
        create("AUTO OFF");
        manifest("new.manifest", "b!");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS))
                .as("data that was there is loaded when it is named")
                .isEqualTo("1|2");
        assertThat(explain("m/old.manifest")).contains("|there before the job|");
        engine.run("COPY JOB RETRY j FILE 's3://lake/m/old.manifest'");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
        engine.run("COPY JOB DROP j");
        engine.run("TRUNCATE t");
        create("AUTO OFF BACKFILL FROM 's3://lake/m/n'");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|2");
        engine.run("COPY JOB DROP j");
        engine.run("TRUNCATE t");
        create("AUTO OFF BACKFILL");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
    }

    @Test
    void loadsAnOverwrittenManifestOnce() {
        create("AUTO OFF");
        data("a", "1\n");
        data("b", "2\n");
        manifest("one.manifest", "a!");
        engine.run("COPY JOB RUN j");
        manifest("one.manifest", "b!");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(explain("m/one.manifest")).contains("another now");
    }

    @Test
    void removesAFileOrAllThatAManifestBrought() {
        engine.run("CREATE TABLE marked (a int, f varchar(1024), l bigint)");
        engine.run("COPY marked (a) FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' CSV"
                + " LINEAGE (FILE f, LOAD_ID l) JOB CREATE j AUTO OFF " + TRIGGER);
        String totals = "SELECT count(*), sum(a) FROM marked";
        data("a", "1\n");
        data("b", "2\n");
        data("c", "4\n");
        manifest("1.manifest", "a!", "b!");
        manifest("2.manifest", "b!", "c!");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(totals)).isEqualTo("3|7");
        String reconciled = "COPY JOB RECONCILE j";
        assertThat(engine.run(reconciled).lines()).hasSize(3).allMatch(line -> line.contains("|OK|I|1|1|"));

        engine.run("COPY JOB REMOVE j FILE 's3://lake/in/b'");
        assertThat(engine.run(totals)).isEqualTo("2|5");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(totals))
                .as("only another manifest brings it back")
                .isEqualTo("2|5");
        assertThat(engine.run(reconciled)).contains("s3://lake/in/b|NOT IN LEDGER|null|0|0|");
        manifest("3.manifest", "b!", "c!");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(totals)).isEqualTo("3|7");

        engine.run("COPY JOB REMOVE j FILE 's3://lake/m/1.manifest'");
        assertThat(engine.run(totals))
                .as("b is what the third manifest brought")
                .isEqualTo("2|6");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(totals)).isEqualTo("3|7");
        assertThat(engine.run(reconciled).lines()).hasSize(3).allMatch(line -> line.contains("|OK|I|1|1|"));
        assertThatThrownBy(() -> engine.run("COPY JOB RETRY j FILE 's3://lake/m/1.manifest'"))
                .hasMessageContaining("was loaded by load");
    }

    @Test
    void tellsWhatWouldBeLoaded() {
        create("AUTO OFF");
        data("a", "1\n");
        data("b", "2\n");
        manifest("1.manifest", "a!", "x");
        manifest("2.manifest", "b!", "y!");
        engine.store.put("s3://lake/m/3.manifest", "no");
        String would = engine.run("COPY JOB DRY RUN j");
        assertThat(would.lines().map(line -> line.replaceAll("\\|[0-9]+\\|[^|]*\\|", "|")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(
                                        "s3://lake/m/1.manifest|new, names 1 file(s) to load and 1 that are left out"),
                        line -> assertThat(line).isEqualTo("s3://lake/in/a|named by 's3://lake/m/1.manifest'"),
                        line -> assertThat(line)
                                .isEqualTo("s3://lake/m/2.manifest|new, but waits: 's3://lake/in/y' is not there"),
                        line -> assertThat(line).contains("s3://lake/m/3.manifest|new, but cannot be loaded: "));
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
    }

    @Test
    void becomesAJobOfAllFilesAndBackWithoutLoadingTwice() {
        create("AUTO OFF");
        data("a", "1\n");
        data("b", "2\n");
        manifest("1.manifest", "a!");
        engine.run("COPY JOB RUN j");
        engine.run(COPY + "JOB ALTER j");
        data("c", "4\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS))
                .as("what no manifest named was there before")
                .isEqualTo("2|5");
        manifest("old.manifest", "b!");
        engine.run(COPY + "JOB ALTER j " + TRIGGER);
        manifest("2.manifest", "a!", "b!", "c!");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("3|7");
        assertThat(explain("in/b")).contains("NAMED").contains("was there before the job");
        assertThat(explain("m/old.manifest")).contains("|there before the job|");
    }

    @Test
    void carriesItsLedgerToAnotherJob() {
        create("AUTO OFF");
        data("a", "1\n");
        manifest("1.manifest", "a!");
        engine.run("COPY JOB RUN j");
        assertThatThrownBy(() -> engine.run("COPY JOB EXPORT j TO 's3://lake/m/x.manifest'"))
                .hasMessageContaining("has the name of a manifest");
        engine.run("COPY JOB EXPORT j TO 's3://lake/ledger.gz'");
        engine.run("COPY JOB DROP j");
        create("AUTO OFF BACKFILL");
        engine.run("COPY JOB IMPORT j FROM 's3://lake/ledger.gz'");
        data("b", "2\n");
        manifest("2.manifest", "a!", "b!");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
        assertThat(explain("m/2.manifest")).contains("s3://lake/in/a (imported)");
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        for (String option : new String[] {"ON DUPLICATE CONTENT SKIP", "AFTER LOAD DELETE"}) {
            assertThatThrownBy(() -> create(option))
                    .hasMessageContaining("TRIGGER MANIFEST with " + option)
                    .hasMessageContaining("is not supported yet");
        }
        assertThatThrownBy(() -> engine.run(COPY + "JOB CREATE j AUTO OFF BACKFILL FROM 's3://lake/in/x' " + TRIGGER))
                .hasMessageContaining("BACKFILL FROM must name a prefix of manifests, inside 's3://lake/m/'");
    }
}
