package io.forebay.engine.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows of a file that the columns of LINEAGE do not show: nothing comes beside them unasked. */
@Timeout(60)
class MarksTest extends EngineTest {
    private static final String FILE = "LINEAGE (FILE f) ";
    private static final String BOTH = "LINEAGE (FILE f, LOAD_ID l) ";
    private static final String REMOVE = "COPY JOB REMOVE j FILE 's3://lake/in/1'";
    private static final String ROWS = "SELECT a FROM f ORDER BY a";

    private void define(String options) {
        engine.run("COPY f (a, b) FROM 's3://lake/in'" + ROLE + options);
    }

    private void create(String options) {
        engine.run("CREATE TABLE f (a int, b varchar(5), f varchar(1024), l bigint)");
        define(options);
    }

    private void load(String text) {
        engine.store.put("s3://lake/in/1", text);
        engine.run("COPY JOB RUN j");
    }

    private String state() {
        return engine.run("SELECT status FROM sys_copy_job_detail WHERE file_name = 'in/1' AND job_name = 'j'");
    }

    @Test
    void removesNothingThatWasLoadedBeforeLoadIdWasKept() {
        create(FILE + "JOB CREATE j AUTO OFF");
        load("1|a\n");
        define(BOTH + "JOB ALTER j");
        assertFails(() -> engine.run(REMOVE), "WRONG_STATE", "none of the 1 row(s) that the job has loaded");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(ROWS)).isEqualTo("1");
        define(FILE + "JOB ALTER j");
        engine.run(REMOVE);
        assertThat(engine.run(ROWS)).isEmpty();
    }

    @Test
    void findsRowsWhoseColumnHasAnotherNameNow() {
        create(BOTH + "JOB CREATE j AUTO OFF");
        load("1|a\n2|b\n");
        engine.run("ALTER TABLE f RENAME COLUMN f TO origin");
        define("LINEAGE (FILE origin, LOAD_ID l) JOB ALTER j");
        engine.run(REMOVE);
        assertThat(engine.run(ROWS)).isEmpty();
    }

    @Test
    void takesReplayedRowsForNoneOfThoseThatBearNoMark() {
        create("REJECTS INTO bad JOB CREATE j AUTO OFF");
        load("1|a\nx|b\n");
        define(BOTH + "REJECTS INTO bad JOB ALTER j ON CHANGE REPLACE");
        engine.run("UPDATE bad SET raw_record = '2|b'");
        engine.run("COPY JOB REPLAY j");
        assertFails(() -> engine.run(REMOVE), "WRONG_STATE", "only 1 of the 2 row(s) that the job has loaded");
        load("3|a\n");
        assertThat(engine.run(ROWS)).isEqualTo("1\n2");
        assertThat(state()).isEqualTo("E");
    }

    @Test
    void failsEachNewVersionUntilSomebodyRetriesOne() {
        create("JOB CREATE j AUTO OFF");
        load("1|a\n");
        define(FILE + "JOB ALTER j ON CHANGE REPLACE");
        load("2|a\n");
        assertThat(state()).isEqualTo("E");
        load("3|a\n");
        assertThat(state()).isEqualTo("E");
        assertThat(engine.run(ROWS)).isEqualTo("1");
        engine.run("COPY JOB RETRY j FAILED");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(ROWS)).isEqualTo("1\n3");
        load("4|a\n");
        assertThat(engine.run(ROWS)).isEqualTo("1\n4");
    }

    /** As if the job came from another warehouse with its rows: this one knows none of their loads. */
    private void carry() {
        create(BOTH + "JOB CREATE before AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run("COPY JOB RUN before");
        engine.run("COPY JOB EXPORT before TO 's3://other/l.gz'");
        engine.run("COPY JOB DROP before");
        define(BOTH + "JOB CREATE j AUTO OFF BACKFILL ON CHANGE REPLACE");
        engine.run("COPY JOB IMPORT j FROM 's3://other/l.gz'");
    }

    @Test
    void replacesRowsThatCameWithAnImportedLedger() {
        carry();
        load("x|a\n");
        assertThat(engine.run(ROWS)).isEqualTo("1");
        load("2|a\n");
        assertThat(engine.run(ROWS)).isEqualTo("2");
        load("3|a\n");
        assertThat(engine.run(ROWS)).isEqualTo("3");
        assertThat(engine.run("COPY JOB RECONCILE j")).contains("|OK|I|1|1|");
    }

    @Test
    void leavesWhatOthersHaveBroughtOfAnImportedFile() {
        carry();
        engine.run("COPY f (a, b) FROM 's3://lake/in/1'" + ROLE + BOTH);
        define(BOTH + "JOB CREATE other AUTO OFF BACKFILL");
        engine.run("COPY JOB RUN other");
        engine.run("INSERT INTO f VALUES (7, 'own', 's3://lake/in/other', NULL)");
        load("2|a\n");
        assertThat(engine.run(ROWS)).isEqualTo("1\n1\n2\n7");
    }

    @Test
    void failsTheNewVersionOfAnImportedFileWhoseRowsDidNotCome() {
        carry();
        engine.run("DELETE FROM f");
        load("2|a\n");
        assertThat(state()).isEqualTo("E");
        assertThat(engine.run("SELECT error_message FROM sys_load_error_detail"))
                .contains("no old row is found: loaded without this LINEAGE or elsewhere, or deleted");
        engine.run("COPY JOB RETRY j FAILED");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(ROWS)).isEqualTo("2");
    }
}
