package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineTest;
import io.forebay.spi.CommonError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MAXERROR in a job: bad rows are counted for each file. */
@Timeout(60)
class MaxErrorTest extends EngineTest {
    private static final String STATES = "SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name";
    private static final String ERRORS = "SELECT file_name, line_number, error_code FROM sys_load_error_detail"
            + " WHERE query_id IN (SELECT query_id FROM sys_load_history) ORDER BY file_name, line_number";
    private static final String HISTORY =
            "SELECT status, loaded_rows, error_count FROM sys_load_history ORDER BY query_id";

    private void create(String options) {
        engine.run(COPY + options + " JOB CREATE j AUTO OFF");
    }

    private void put(String key, String text) {
        engine.store.put("s3://lake/in/" + key, text);
    }

    private void run() {
        engine.run("COPY JOB RUN j");
    }

    private static String lines(int good, int bad) {
        return "1|a\n".repeat(good) + "x|a\n".repeat(bad);
    }

    @Test
    void loadsAFileWithoutItsFewBadRows() {
        create("MAXERROR 3");
        put("1", "1|a\nx|b\n2|c\ny|d\n");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I");
        assertThat(engine.run(ERRORS)).isEqualTo("s3://lake/in/1|2|1207\ns3://lake/in/1|4|1207");
        assertThat(engine.run(HISTORY)).isEqualTo("completed|2|2");
        assertThat(engine.run("SELECT errors, lines_scanned FROM stl_load_commits"))
                .isEqualTo("2|4");
        assertThat(engine.run("COPY JOB EXPLAIN j FILE 's3://lake/in/1'"))
                .contains("|loaded|", "2 row(s); 2 bad row(s) left out; ");
        assertThat(engine.notices)
                .anySatisfy(notice -> assertThat(notice.message()).contains("2 record(s) could not be loaded"));
    }

    @Test
    void failsAFileThatHasAsManyAsThat() {
        create("MAXERROR 3");
        put("1", lines(5, 4));
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
        assertThat(engine.run(STATES)).isEqualTo("in/1|E");
        assertThat(engine.run("SELECT count(*) FROM stl_load_errors")).isEqualTo("3");
        assertThat(engine.run(HISTORY)).isEqualTo("aborted|0|3");
    }

    @Test
    void failsAFileAtItsFirstBadRowUnlessToldOtherwise() {
        create("MAXERROR 0");
        put("1", lines(1, 2));
        run();
        assertThat(engine.run(HISTORY)).isEqualTo("aborted|0|1");
    }

    @Test
    void countsEachFileOfABatchByItself() {
        create("MAXERROR 3");
        put("1", lines(1, 2));
        put("2", lines(1, 3));
        put("3", lines(1, 0));
        put("4", lines(1, 2));
        put("5", lines(1, 5));
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("3|3");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I\nin/2|E\nin/3|I\nin/4|I\nin/5|E");
        assertThat(engine.run("SELECT filename, count(*) FROM stl_load_errors GROUP BY 1 ORDER BY 1"))
                .isEqualTo("s3://lake/in/1|2\ns3://lake/in/2|3\ns3://lake/in/4|2\ns3://lake/in/5|3");
        assertThat(engine.run(HISTORY)).isEqualTo("aborted|0|6\ncompleted|3|4");
        assertThat(engine.run("SELECT h.query_id FROM sys_load_history h LEFT JOIN (SELECT query_id, count(*) AS n"
                        + " FROM sys_load_error_detail GROUP BY 1) e ON e.query_id = h.query_id"
                        + " WHERE coalesce(e.n, 0) <> h.error_count"))
                .isEmpty();
    }

    @Test
    void listsErrorsOnceWhateverBecomesOfTheCommits() {
        create("MAXERROR 3");
        put("1", lines(1, 2));
        engine.commits.loseCommit(CommonError.CONNECTION_LOST);
        engine.commits.loseReply();
        run();
        assertThat(engine.commits.over()).isTrue();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run("SELECT count(*) FROM stl_load_errors")).isEqualTo("2");
        assertThat(engine.run(HISTORY)).isEqualTo("completed|1|2");
    }

    @Test
    void listsMoreErrorsThanTheMemoryKeepsOnce() {
        create("MAXERROR 100000");
        put("1", lines(3, 30_000));
        put("2", lines(2, 10));
        put("3", "nothing but this\n".repeat(100_001));
        engine.commits.loseCommit(CommonError.CONNECTION_LOST);
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("5|5");
        assertThat(engine.run("SELECT filename, count(*), count(DISTINCT line_number) FROM stl_load_errors"
                        + " GROUP BY 1 ORDER BY 1"))
                .isEqualTo("s3://lake/in/1|30000|30000\ns3://lake/in/2|10|10\ns3://lake/in/3|100000|100000");
        assertThat(engine.run(HISTORY)).isEqualTo("aborted|0|100000\ncompleted|5|30010");
    }

    @Test
    void neitherLosesNorDoublesErrorsWhenAGuiltyFileIsNarrowedDown() {
        create("MAXERROR 3");
        for (int file = 1; file <= 8; file++) {
            put(String.valueOf(file), lines(1, 2));
        }
        engine.commits.failLoads("in/5", CommonError.INTERNAL);
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("7|7");
        assertThat(engine.run("SELECT filename, count(*) FROM stl_load_errors WHERE line_number > 0 GROUP BY 1"
                        + " HAVING count(*) <> 2"))
                .isEmpty();
        assertThat(engine.run("SELECT count(*) FROM stl_load_errors WHERE line_number > 0"))
                .isEqualTo("14");
        assertThat(engine.run("SELECT sum(error_count) FROM sys_load_history WHERE status = 'completed'"))
                .isEqualTo("14");
    }

    @Test
    void listsTheErrorsOfAFileThatIsReadAgainOnce() {
        create("MAXERROR 3");
        put("1", lines(1, 2));
        put("2", lines(1, 2));
        engine.store.faults().before(StoreCall.OPEN, 1, uri -> engine.store.put(uri.toString(), lines(1, 2)));
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("2|2");
        assertThat(engine.run("SELECT filename, count(*) FROM stl_load_errors GROUP BY 1 ORDER BY 1"))
                .isEqualTo("s3://lake/in/1|2\ns3://lake/in/2|2");
        assertThat(engine.run("SELECT sum(error_count) FROM sys_load_history")).isEqualTo("4");
    }

    @Test
    void failsADamagedFileWhateverItsRowsAre() {
        engine.run(COPY + "GZIP MAXERROR 100 JOB CREATE j AUTO OFF");
        put("1", "no gzip");
        run();
        assertThat(engine.run(STATES)).isEqualTo("in/1|E");
        assertThat(engine.run("SELECT line_number, count(*) FROM stl_load_errors GROUP BY 1"))
                .isEqualTo("0|1");
    }

    @Test
    void takesTheNewNumberAfterAnAlter() {
        create("MAXERROR 2");
        put("1", lines(1, 2));
        run();
        engine.run(COPY + "MAXERROR 3 JOB ALTER j");
        engine.run("COPY JOB RETRY j");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run(HISTORY)).isEqualTo("aborted|0|2\ncompleted|1|2");
    }
}
