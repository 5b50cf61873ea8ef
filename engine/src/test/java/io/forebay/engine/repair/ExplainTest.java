package io.forebay.engine.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreCall;
import io.forebay.contract.store.StoreStall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** COPY JOB EXPLAIN and DRY RUN. */
@Timeout(60)
class ExplainTest extends EngineTest {
    private String[] explain(String key) {
        String row = engine.run("COPY JOB EXPLAIN j FILE 's3://lake/" + key + "'");
        String[] columns = row.split("\\|", 5);
        assertThat(columns[0]).isEqualTo("s3://lake/" + key);
        return columns;
    }

    private void assertAnswer(String key, String answer, String... details) {
        String[] row = explain(key);
        assertThat(row[1]).as(String.join("|", row)).isEqualTo(answer);
        assertThat(row[4]).contains(details);
    }

    @Test
    void hasFiveColumns() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        assertThat(engine.columns("COPY JOB EXPLAIN j FILE 's3://lake/in/1'"))
                .isEqualTo("file character varying, answer character varying,"
                        + " since timestamp without time zone, load bigint, detail character varying");
        assertThat(engine.columns("COPY JOB DRY RUN j"))
                .isEqualTo("file character varying, size bigint, last_modified timestamp without time zone,"
                        + " why character varying");
    }

    @Test
    void tellsThatAFileIsNotUnderThePrefix() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/out/1", "1|a\n");
        assertAnswer("out/1", "not under the prefix", "'s3://lake/in'");
    }

    @Test
    void tellsThatAFileWasThereBefore() {
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        assertAnswer("in/1", "there before the job", "the same", "COPY JOB RETRY j FILE");
    }

    @Test
    void tellsWhichLoadBroughtAFileAndWhetherItIsAnotherNow() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n2|b\n");
        engine.run("COPY JOB RUN j");
        String load = engine.run("SELECT query_id FROM sys_load_history");
        String etag = engine.run("SELECT file_etag FROM sys_load_detail");
        String[] row = explain("in/1");
        assertThat(row[1]).isEqualTo("loaded");
        assertThat(row[2]).isEqualTo(engine.run("SELECT enqueued FROM forebay.job_file"));
        assertThat(row[3]).isEqualTo(load);
        assertThat(row[4]).isEqualTo("as ETag " + etag + ", 2 row(s); the object in the store is the same");
        engine.store.put("s3://lake/in/1", "5|c\n");
        assertAnswer("in/1", "loaded", "is another now, ETag ", "(ON CHANGE IGNORE)");
        engine.store.delete(ObjectUri.parse("s3://lake/in/1"));
        assertAnswer("in/1", "loaded", "gone from the store");
    }

    @Test
    void tellsWhyAFileFailedAndWhatWasDoneSince() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\nx|b\n");
        engine.run("COPY JOB RUN j");
        String[] row = explain("in/1");
        assertThat(row[1]).isEqualTo("failed");
        assertThat(row[3]).isEqualTo(engine.run("SELECT DISTINCT query FROM stl_load_errors"));
        assertThat(row[4])
                .isEqualTo("code 1207: " + engine.run("SELECT err_reason FROM stl_load_errors")
                        + " (line 2); COPY JOB RETRY j FILE '…' tries again");
        engine.run("COPY JOB RETRY j");
        assertAnswer(
                "in/1", "the job is off", "COPY JOB RUN j loads it", "history: RETRY by user 100 at ", "had failed");
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/1'");
        assertAnswer("in/1", "skipped", "takes that back", "RETRY by user 100", "; SKIP by user 100");
    }

    @Test
    void tellsThatAFileIsNotThere() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        assertAnswer("in/1", "not in the store", "no object has that name");
    }

    @Test
    void tellsThatAFileIsBeingLoadedAndWhatWaitsBehindIt() throws Exception {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        StoreStall stall = engine.store.faults().stallReads("in/1");
        engine.store.put("s3://lake/in/1", "1|a\n");
        CompletableFuture<String> run = CompletableFuture.supplyAsync(() -> engine.run("COPY JOB RUN j"));
        stall.awaitReader();
        var session = engine.newSession();
        String load = EngineFixture.run(session, "SELECT query_id FROM sys_load_history WHERE status = 'running'");
        String row = EngineFixture.run(session, "COPY JOB EXPLAIN j FILE 's3://lake/in/1'");
        assertThat(row).startsWith("s3://lake/in/1|loading|").endsWith("|" + load + "|load " + load + " reads it");
        assertThat(EngineFixture.run(session, "COPY JOB DRY RUN j"))
                .startsWith("s3://lake/in/1|4|")
                .endsWith("|new, loading now");
        stall.close();
        run.get(20, TimeUnit.SECONDS);
        session.close();
        assertAnswer("in/1", "loaded", "1 row(s)");
    }

    /** Loads into one table are in turn. */
    @Test
    void tellsThatAFileWaitsForItsTurn() {
        engine.run(COPY.replace("lake/in", "lake/busy") + "JOB CREATE busy");
        StoreStall stall = engine.store.faults().stallReads("busy/");
        engine.store.put("s3://lake/busy/1", "1|a\n");
        stall.awaitReader();
        engine.run(COPY + "JOB CREATE j");
        engine.store.put("s3://lake/in/1", "1|a\n");
        EngineFixture.await(() -> explain("in/1")[1].equals("waiting"), () -> String.join("|", explain("in/1")));
        assertAnswer("in/1", "waiting", "for its turn");
        stall.close();
        engine.await(TOTALS, "2|2");
    }

    @Test
    void tellsThatNoListingHasComeToItsEnd() {
        engine.store.announce(false);
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        CountDownLatch never = new CountDownLatch(1);
        engine.store.faults().before(StoreCall.LIST, 1, uri -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ForebayException(CommonError.CANCELLED, "interrupted", e);
            }
        });
        engine.run("COPY JOB ALTER j AUTO ON");
        engine.store.put("s3://lake/in/1", "1|a\n");
        assertAnswer("in/1", "not seen yet", "no listing has come to its end", "the object is of ");
        engine.run("COPY JOB ALTER j AUTO OFF");
    }

    @Test
    void tellsThatAFileWaitsForAStoreThatIsAway() {
        engine.run(COPY + "JOB CREATE j");
        engine.store.faults().failAlways(StoreCall.OPEN, StoreError.STORE_AWAY);
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.await("SELECT count(*) > 0 FROM sys_copy_job_info", "true");
        EngineFixture.await(
                () -> {
                    String[] row = explain("in/1");
                    return row[1].equals("the job is in trouble") && row[4].contains("is tried again");
                },
                () -> "no trouble told: " + String.join("|", explain("in/1")));
    }

    @Test
    void tellsThatNoListingHasSeenAFile() {
        engine.store.announce(false);
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.faults().before(StoreCall.LIST, Integer.MAX_VALUE, uri -> {
            throw new ForebayException(StoreError.STORE_AWAY, "no listing");
        });
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run("COPY JOB ALTER j AUTO ON");
        EngineFixture.await(() -> explain("in/1")[1].equals("the job is in trouble"), () -> "no trouble told");
        engine.store.faults().clear();
        engine.await(TOTALS, "1|1");
    }

    @Test
    void tellsThatAFileMayStillBeGrowing() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.growing(ObjectUri.parse("s3://lake/in/1"), true);
        assertAnswer("in/1", "unfinished", "may still be growing");
        assertThat(engine.run("COPY JOB DRY RUN j")).isEmpty();
        engine.store.growing(ObjectUri.parse("s3://lake/in/1"), false);
        assertAnswer("in/1", "the job is off", "COPY JOB RUN j");
    }

    @Test
    void runsDry() {
        engine.store.put("s3://lake/in/0", "1|a\n");
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        assertThat(engine.run("COPY JOB DRY RUN j")).isEmpty();
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.put("s3://lake/in/2", "x|bad\n");
        assertThat(engine.run("COPY JOB DRY RUN j"))
                .matches("s3://lake/in/1\\|4\\|\\d+\\|new\ns3://lake/in/2\\|6\\|\\d+\\|new");
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("COPY JOB DRY RUN j")).isEmpty();
        engine.run("COPY JOB RETRY j");
        assertThat(engine.run("COPY JOB DRY RUN j")).startsWith("s3://lake/in/2|6|");
    }

    @Test
    void runsDryOverMoreThanItCompares() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        for (int file = 0; file < 10_500; file++) {
            engine.store.put("s3://lake/in/" + String.format("%05d", file), "1|a\n");
        }
        assertThat(engine.run("COPY JOB DRY RUN j").lines().count()).isEqualTo(10_500);
    }
}
