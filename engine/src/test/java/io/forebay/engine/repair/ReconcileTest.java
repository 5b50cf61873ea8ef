package io.forebay.engine.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.session.Session;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** COPY JOB RECONCILE. */
@Timeout(60)
class ReconcileTest extends EngineTest {
    private static final String FROM = "COPY f (a, b) FROM 's3://lake/in/'" + ROLE;
    private static final String MARKED = FROM + "LINEAGE (FILE f) ";
    private static final String LOADS = FROM + "LINEAGE (FILE f, LOAD_ID l) ";

    @BeforeEach
    void makeTable() {
        engine.run("CREATE TABLE f (a int, b varchar(5), f varchar(1024), l bigint)");
    }

    private StoredObject put(String key, String text) {
        return engine.store.put("s3://lake/in/" + key, text);
    }

    private void run() {
        engine.run("COPY JOB RUN j");
    }

    /** File, status, state, rows in ledger and table. */
    private String rows() {
        return engine.run("COPY JOB RECONCILE j")
                .lines()
                .map(ReconcileTest::five)
                .collect(Collectors.joining("\n"));
    }

    private static String five(String row) {
        String[] columns = row.substring("s3://lake/in/".length()).split("\\|");
        return Arrays.stream(columns).limit(5).collect(Collectors.joining("|"));
    }

    @Test
    void hasNineColumns() {
        engine.run(MARKED + "JOB CREATE j AUTO OFF");
        assertThat(engine.columns("COPY JOB RECONCILE j"))
                .isEqualTo("file character varying, status character varying, state character varying,"
                        + " ledger_rows bigint, table_rows bigint, ledger_size bigint, store_size bigint,"
                        + " ledger_etag character varying, store_etag character varying");
        assertThat(rows()).isEmpty();
        assertFails(() -> engine.run("COPY JOB RECONCILE k"), "UNDEFINED_OBJECT", "does not exist");
    }

    @Test
    void comparesFileByFile() {
        put("before", "1|a\n");
        engine.run(MARKED + "JOB CREATE j AUTO OFF");
        StoredObject old = put("changed", "1|a\n");
        put("extra", "1|a\n");
        put("failed", "x|a\n");
        put("gone", "1|a\n");
        put("missing", "1|a\n2|a\n");
        put("ok", "1|a\n2|a\n");
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/skipped'");
        run();
        StoredObject changed = put("changed", "1|a\n22|b\n");
        put("new", "1|a\n");
        put("skipped", "1|a\n");
        engine.store.delete(ObjectUri.parse("s3://lake/in/gone"));
        engine.run("DELETE FROM f WHERE a = 2 AND f = 's3://lake/in/missing'");
        engine.run("INSERT INTO f VALUES (1, 'x', 's3://lake/in/extra', 0), (1, 'x', 's3://lake/in/plain', 0),"
                + " (1, 'x', 's3://lake/other', 0), (1, 'x', NULL, 0)");
        engine.notices.clear();
        assertThat(rows())
                .isEqualTo("before|OK|B|0|0\nchanged|CHANGED|I|1|1\nextra|EXTRA ROWS|I|1|2\nfailed|OK|E|0|0\n"
                        + "gone|NOT IN STORE|I|1|1\nmissing|MISSING ROWS|I|2|1\nnew|NOT IN LEDGER|null|0|0\n"
                        + "ok|OK|I|2|2\nplain|EXTRA ROWS|null|0|1\nskipped|OK|S|0|0");
        assertThat(engine.notices).isEmpty();
        assertThat(engine.run("COPY JOB RECONCILE j"))
                .contains("s3://lake/in/changed|CHANGED|I|1|1|4|9|" + old.etag() + "|" + changed.etag());
    }

    @Test
    void comparesStoreAndLedgerWithoutLineageAndSaysSo() {
        engine.run(FROM + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n");
        run();
        engine.run("DELETE FROM f");
        put("2", "1|a\n");
        assertThat(rows()).isEqualTo("1|OK|I|1|null\n2|NOT IN LEDGER|null|0|null");
        assertThat(engine.notices.get(engine.notices.size() - 1).message())
                .isEqualTo("rows are not compared: copy job 'j' does not keep which row is of which file; LINEAGE (FILE"
                        + " column) in its COPY does, given by COPY … JOB ALTER j");
        engine.run(MARKED + "JOB ALTER j");
        run();
        assertThat(rows()).isEqualTo("1|MISSING ROWS|I|1|0\n2|OK|I|1|1");
        assertThat(engine.notices.get(engine.notices.size() - 1).message()).endsWith("are MISSING ROWS");
    }

    @Test
    void knowsWhatReplacedReloadedAndRemovedFilesHave() {
        engine.run(LOADS + "JOB CREATE j AUTO OFF ON CHANGE REPLACE");
        put("1", "1|a\n2|a\n");
        put("2", "1|a\n2|a\n");
        run();
        put("1", "1|a\n");
        put("2", "x|a\n");
        run();
        assertThat(rows()).isEqualTo("1|OK|I|1|1\n2|OK|E|2|2");
        engine.run("COPY JOB RETRY j");
        assertThat(rows()).isEqualTo("1|OK|I|1|1\n2|NOT IN LEDGER|null|2|2");
        put("2", "1|b\n2|b\n3|c\n");
        run();
        assertThat(rows()).isEqualTo("1|OK|I|1|1\n2|OK|I|3|3");
        engine.run(LOADS + "JOB ALTER j ON CHANGE RELOAD");
        put("1", "1|a\n2|a\n3|a\n");
        run();
        assertThat(rows()).isEqualTo("1|OK|I|4|4\n2|OK|I|3|3");
        engine.run("COPY JOB REMOVE j FILE 's3://lake/in/1'");
        assertThat(rows()).isEqualTo("1|NOT IN LEDGER|null|0|0\n2|OK|I|3|3");
        run();
        assertThat(rows()).isEqualTo("1|OK|I|3|3\n2|OK|I|3|3");
        engine.run(LOADS);
        assertThat(engine.run("SELECT count(*) FROM f")).isEqualTo("12");
        assertThat(rows()).isEqualTo("1|OK|I|3|3\n2|OK|I|3|3");
    }

    @Test
    void ordersNamesByTheirBytes() {
        engine.run(MARKED + "JOB CREATE j AUTO OFF");
        for (String key : new String[] {"a b", "a+b", "a", "ä", "\uE000", "\uD83D\uDE00", "Z", "'x'", "%41"}) {
            put(key, "1|a\n");
        }
        run();
        put("\uFFFC", "1|a\n");
        assertThat(rows())
                .isEqualTo("%41|OK|I|1|1\n'x'|OK|I|1|1\nZ|OK|I|1|1\na|OK|I|1|1\na b|OK|I|1|1\na+b|OK|I|1|1\n"
                        + "ä|OK|I|1|1\n\uE000|OK|I|1|1\n\uFFFC|NOT IN LEDGER|null|0|0\n\uD83D\uDE00|OK|I|1|1");
    }

    @Test
    void comparesMoreThanAPage() {
        engine.run(LOADS + "JOB CREATE j AUTO OFF");
        for (int file = 0; file < 2500; file++) {
            put("f" + file, file + "|a\n");
        }
        run();
        for (int file = 0; file < 2500; file += 2) {
            engine.store.delete(ObjectUri.parse("s3://lake/in/f" + file));
        }
        String[] rows = rows().split("\n");
        assertThat(rows).hasSize(2500);
        assertThat(Arrays.stream(rows).filter(row -> row.contains("|NOT IN STORE|")))
                .hasSize(1250);
        assertThat(Arrays.stream(rows).filter(row -> row.contains("|OK|"))).hasSize(1250);
    }

    @Test
    void leavesFilesOfAnEarlierSourceOut() {
        engine.run(MARKED + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n");
        run();
        engine.run(MARKED.replace("lake/in/", "lake/in/new/") + "JOB ALTER j");
        put("new/1", "1|a\n");
        run();
        assertThat(rows()).isEqualTo("new/1|OK|I|1|1");
    }

    @Test
    void failsWhenTheStoreIsAwayAndCanBeSaidAgain() {
        engine.run(MARKED + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n");
        run();
        engine.store.faults().fail(StoreCall.LIST, 1, StoreError.STORE_AWAY);
        assertFails(this::rows, "STORE_AWAY", "");
        assertThat(rows()).isEqualTo("1|OK|I|1|1");
    }

    @Test
    void canBeCancelledWhileTheStoreDoesNotAnswer() throws Exception {
        engine.run(MARKED + "JOB CREATE j AUTO OFF");
        CountDownLatch asked = new CountDownLatch(1);
        engine.store.faults().before(StoreCall.LIST, 1, uri -> {
            asked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ForebayException(CommonError.CANCELLED, "interrupted", e);
            }
        });
        Session session = engine.newSession();
        CompletableFuture<String> rows = CompletableFuture.supplyAsync(() -> {
            try {
                return EngineFixture.run(session, "COPY JOB RECONCILE j");
            } catch (ForebayException e) {
                return e.code().name();
            }
        });
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        EngineFixture.await(
                () -> {
                    session.cancel();
                    return rows.isDone();
                },
                () -> "not cancelled");
        assertThat(rows.get(1, TimeUnit.SECONDS)).isEqualTo("CANCELLED");
        session.close();
    }
}
