package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.TwoServers;
import io.forebay.engine.ledger.ServerName;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.plan.BatchLimits;
import io.forebay.spi.store.ObjectUri;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that are both well: who has which job, and how a job comes to where it is wanted. */
@Timeout(60)
class SharedJobsTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String COPY = "COPY t FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' ";
    private static final String TOTALS = "SELECT count(*), sum(a) FROM t";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TwoServers servers;

    @SuppressWarnings("NullAway.Init")
    private TwoServers.Server first;

    @SuppressWarnings("NullAway.Init")
    private TwoServers.Server second;

    /** @param listing how often what is watched is listed */
    private void start(Duration listing, Duration lease) {
        servers = new TwoServers(
                folder, new JobSettings(Duration.ofMillis(50), listing, BatchLimits.DEFAULT, 4, lease), false);
        first = servers.start();
        first.run("CREATE TABLE t (a int, b varchar(5))");
        second = servers.start();
    }

    @AfterEach
    void end() {
        first.close();
        second.close();
        servers.close();
    }

    private String holder(String job) {
        return first.run("SELECT lease_holder FROM job_status WHERE job_name = '" + job + "'");
    }

    private void awaitHolder(String job, TwoServers.Server server) {
        EngineFixture.await(() -> holder(job).equals(server.name()), () -> "the holder is " + holder(job));
    }

    /** Both receive from one queue, and what is not the own server's job's must not wait for a listing. */
    @Test
    void passesWhatItIsToldOnToTheServerThatHasTheJobAndKeepsItUntilTheLedgerHasIt() {
        start(LONG, Duration.ofSeconds(3));
        servers.store.channel("arn:queue", true);
        first.run(COPY + "JOB CREATE j");
        EngineFixture.await(() -> servers.store.watches() == 2, () -> "watches: " + servers.store.watches());
        first.haltAt(LoadStep.READING);
        servers.store.announceTo(1);
        ObjectUri uri = servers.store.put("s3://lake/in/1", "1|a\n").uri();
        first.awaitHalt();
        assertThat(servers.store.unsettled()).containsExactly(uri);
        first.resume();
        first.await(TOTALS, "1|1");
        EngineFixture.await(() -> servers.store.unsettled().isEmpty(), () -> "unsettled: " + servers.store.unsettled());
        assertThat(holder("j")).isEqualTo(first.name());
        assertThat(first.run("SELECT count(*) FROM forebay.job_signal")).isEqualTo("0");
    }

    @Test
    void loadsItselfWhatItWasToldWhenTheOtherServerEndsBeforeItHasLoadedIt() {
        start(LONG, Duration.ofMillis(600));
        first.run(COPY + "JOB CREATE j");
        EngineFixture.await(() -> servers.store.watches() == 2, () -> "watches: " + servers.store.watches());
        first.haltAt(LoadStep.READING);
        servers.store.announceTo(1);
        servers.store.put("s3://lake/in/1", "1|a\n");
        first.awaitHalt();
        first.silent(true);
        second.await(TOTALS, "1|1");
        EngineFixture.await(() -> servers.store.unsettled().isEmpty(), () -> "unsettled: " + servers.store.unsettled());
        assertThat(servers.expelled).contains(first.name()).doesNotContain(second.name());
    }

    @Test
    void findsWhatAServerWasToldOfAJobThatItDidNotKnowYet() {
        start(LONG, LONG);
        servers.store.channel("arn:queue", true);
        first.run(COPY + "JOB CREATE j");
        EngineFixture.await(() -> servers.store.watches() == 1, () -> "watches: " + servers.store.watches());
        first.await("SELECT state, last_scan_seconds IS NOT NULL FROM job_status", "waiting|true");
        servers.store.announce(false);
        servers.store.put("s3://lake/in/1", "1|a\n");
        second.run("SELECT count(*) FROM t");
        second.run("COPY JOB SHOW j");
        first.await(TOTALS, "1|1");
    }

    @Test
    void bringsTheJobToTheServerThatAStatementIsRunOn() {
        start(Duration.ofMillis(100), LONG);
        first.run(COPY + "JOB CREATE j");
        servers.store.put("s3://lake/in/1", "1|a\n");
        first.await(TOTALS, "1|1");
        second.run("COPY JOB RUN j");
        assertThat(holder("j")).isEqualTo(second.name());
        first.await("SELECT state FROM job_status", "elsewhere");
        first.run("COPY JOB RUN j");
        assertThat(holder("j")).isEqualTo(first.name());
        first.await("SELECT state FROM job_status", "waiting");
    }

    @Test
    void aStatementWaitsForTheLoadThatTheJobRunsOnAnotherServer() throws Exception {
        start(Duration.ofMillis(100), LONG);
        first.run(COPY + "JOB CREATE j");
        first.haltAt(LoadStep.ROWS_LOADED);
        servers.store.put("s3://lake/in/1", "1|a\n");
        first.awaitHalt();
        CompletableFuture<String> run = CompletableFuture.supplyAsync(() -> second.run("COPY JOB RUN j"));
        EngineFixture.await(
                () -> first.run("SELECT count(*) FROM forebay.job_signal").equals("0") && !run.isDone(), () -> "done");
        first.resume();
        run.get(20, TimeUnit.SECONDS);
        assertThat(second.run(TOTALS)).isEqualTo("1|1");
        assertThat(second.run("SELECT count(*) FROM forebay.load WHERE status = 'completed'"))
                .isEqualTo("1");
    }

    @Test
    void aServerThatStartsLaterGetsItsShareAndKeepsIt() {
        start(Duration.ofMillis(100), Duration.ofSeconds(3));
        second.close();
        for (int job = 1; job <= 5; job++) {
            first.run(COPY.replace("in/", "in" + job + "/") + "JOB CREATE j" + job);
        }
        String mine = "SELECT count(*) FROM forebay.job_lease WHERE holder = '" + first.name() + "'";
        first.await(mine, "5");
        second = servers.start();
        first.await(mine, "3");
        second.await("SELECT count(*) FROM forebay.job_lease WHERE holder = '" + second.name() + "'", "2");
        for (int job = 1; job <= 5; job++) {
            servers.store.put("s3://lake/in" + job + "/1", job + "|a\n");
        }
        second.await(TOTALS, "5|15");
        first.await(mine, "3");
        second.close();
        first.await(mine, "5");
    }

    @Test
    void aServerThatStartsAgainAfterACrashHasItsJobsAtOnce() {
        start(Duration.ofMillis(100), LONG);
        String installation = ServerName.part();
        first.close();
        first = servers.start(ServerName.next(installation));
        first.run(COPY + "JOB CREATE j");
        String before = first.name();
        first.cutOff(true);
        first.close();
        first = servers.start(ServerName.next(installation));
        servers.store.put("s3://lake/in/1", "1|a\n");
        first.await(TOTALS, "1|1");
        assertThat(servers.expelled).containsExactly(before);
        assertThat(first.run("SELECT count(*) FROM forebay.server WHERE holder = '" + before + "'"))
                .isEqualTo("0");
    }

    @Test
    void theAlterThatCommitsLastCountsWhicheverBeganFirst() {
        start(Duration.ofMillis(100), LONG);
        first.run(COPY + "JOB CREATE j AUTO OFF");
        first.meanwhile(() -> {
            second.run("COPY JOB ALTER j AUTO ON");
            second.run("COPY JOB ALTER j AUTO OFF");
        });
        first.run("COPY JOB ALTER j AUTO ON");
        assertThat(second.run("SELECT is_auto FROM sys_copy_job")).isEqualTo("1");
    }

    @Test
    void refusesADefinitionForAJobThatWasAlteredMeanwhile() {
        start(Duration.ofMillis(100), LONG);
        first.run(COPY + "JOB CREATE j");
        first.meanwhile(() -> second.run(COPY + "MAXERROR 3 JOB ALTER j"));
        assertThatThrownBy(() -> first.run(COPY + "MAXERROR 5 JOB ALTER j"))
                .hasMessage("copy job \"j\" was altered by somebody else");
        assertThat(second.run("SELECT count(*) FROM forebay.current_job WHERE copy_text LIKE '%MAXERROR 3%'"))
                .isEqualTo("1");
    }
}
