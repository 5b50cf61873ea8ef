package io.forebay.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.flow.value.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulingTest extends SchedulingFixture {
    private static ObjectNode schedule(String expression, String more) {
        ObjectNode made = json("{'Target': {'StateMachine': 'm'}}").put("ScheduleExpression", expression);
        return made.setAll(json(more));
    }

    private void turn(String time) {
        clock.set(time);
        scheduling.turn();
    }

    @Test
    void startsAMachineAtItsTimesAndTellsItWhich() {
        scheduling.putSchedule(
                "nightly", schedule("cron(0 2 * * ? *)", "{'ScheduleExpressionTimezone':'Europe/Berlin'}"));
        turn("2026-03-03T00:59:59Z");
        assertThat(executions("m")).isEmpty();
        turn("2026-03-03T01:00:00Z");
        turn("2026-03-03T01:00:01Z");
        turn("2026-03-04T01:00:10Z");
        assertThat(names("m")).containsExactly("nightly-20260303T010000Z", "nightly-20260304T010000Z");
        var input = Json.parseOwn(executions("m").get(1).path("input").asText());
        assertThat(input.path("detail-type").asText()).isEqualTo("Scheduled Event");
        assertThat(input.path("time").asText()).isEqualTo("2026-03-04T01:00:00Z");
        assertThat(column("delivered")).containsExactly(2L);
        assertThat(column("last_result")).containsExactly("STARTED");
        assertThat(column("next_time").toString()).isEqualTo("[2026-03-05T01:00:00Z]");
    }

    @Test
    void isSeenBySql() {
        scheduling.putSchedule("n", schedule("cron(0 2 * * ? *)", "{'Overlap': 'SKIP'}"));
        scheduling.putTrigger("t", json("{'On': {'CopyJob': 'j'}, 'Target': {'Sql': 'SELECT 1'}}"));
        engine.show(scheduling);
        assertThat(engine.run("SELECT schedule_name, state, overlap, target, CAST(next_time AS varchar), is_running,"
                        + " delivered FROM forebay.schedule"))
                .isEqualTo("n|ENABLED|SKIP|state machine m|2026-03-03 02:00:00|false|0");
        assertThat(engine.run("SELECT trigger_name, event, target, waiting, last_time FROM forebay.trigger"))
                .isEqualTo("t|{\"CopyJob\":\"j\"}|SELECT 1|0|null");
    }

    @Test
    void skipsTheGapOfSpringAndRunsOnceInTheHourOfAutumnThatComesTwice() {
        ObjectNode given = schedule("cron(30 2 * * ? *)", "{'ScheduleExpressionTimezone':'Europe/Berlin'}");
        clock.set("2026-03-28T12:00:00Z");
        scheduling.putSchedule("s", given);
        for (int hour = 0; hour < 36; hour++) {
            clock.turn(Duration.ofHours(1));
            clock.turn(Duration.ofSeconds(hour % 2));
            scheduling.turn();
        }
        assertThat(names("m")).isEmpty();
        scheduling.filesAre(Set.of(), Set.of());
        clock.set("2026-10-24T12:00:00Z");
        scheduling.putSchedule("s", given);
        for (int half = 0; half < 40; half++) {
            clock.turn(Duration.ofMinutes(30));
            scheduling.turn();
        }
        assertThat(names("m")).hasSize(1).allSatisfy(name -> assertThat(name).startsWith("s-20261025T0"));
    }

    @Test
    void countsARateFromWhenItWasMadeAndFiresAtOnce() {
        scheduling.putSchedule("r", schedule("rate(1 day)", "{}"));
        scheduling.turn();
        turn("2026-03-03T10:14:59Z");
        assertThat(names("m")).containsExactly("r-20260302T101500Z");
        turn("2026-03-03T10:15:00Z");
        scheduling.putSchedule("r", schedule("rate(1 day)", "{'Overlap': 'SKIP'}"));
        turn("2026-03-04T10:15:00Z");
        assertThat(names("m")).hasSize(3).contains("r-20260304T101500Z");
    }

    @Test
    void givesTheInputWithTheTimeInIt() {
        scheduling.putSchedule(
                "i",
                schedule(
                        "rate(1 hour)",
                        "{'Target': {'Arn': '" + arn("m") + "', 'RoleArn': 'r',"
                                + " 'Input': {'at': '<aws.scheduler.scheduled-time>', 'n': 1}}}"));
        turn("2026-03-02T10:15:30Z");
        assertThat(executions("m").get(0).path("input").asText())
                .isEqualTo("{\"at\":\"2026-03-02T10:15:00Z\",\"n\":1}");
    }

    /** Between what is decided, what is done and what is written of it. */
    @ParameterizedTest
    @CsvSource({"1", "2"})
    void startsNothingTwiceWhateverACrashHasLost(int lost) {
        scheduling.putSchedule("m1", schedule("cron(0 11 * * ? *)", "{}"));
        scheduling.putSchedule(
                "s1", schedule("cron(0 11 * * ? *)", "{'Target': {'Sql': 'INSERT INTO t VALUES (1, 1)'}}"));
        turn("2026-03-02T11:00:00Z");
        EngineFixture.await(
                () -> engine.run("SELECT count(*) FROM t").equals("1"),
                () -> "no row " + api.call("me", "ListStatements", Json.object().put("Status", "ALL")));
        crash(lost);
        turn("2026-03-02T11:00:20Z");
        turn("2026-03-02T11:00:30Z");
        assertThat(names("m")).hasSize(1);
        assertThat(column("delivered")).containsExactly(1L, 1L);
        awaitStatements("INSERT INTO t VALUES (1, 1)", "FINISHED");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("1");
    }

    @Test
    void deliversWhatWasDecidedBeforeAKill() {
        scheduling.putSchedule("m1", schedule("cron(0 11 * * ? *)", "{'Target': {'StateMachine': 'later'}}"));
        turn("2026-03-02T11:00:00Z");
        assertThat(column("last_result")).containsExactly("FAILED");
        machines.put("later", json(PASS).toString());
        crash(1);
        turn("2026-03-02T11:00:05Z");
        assertThat(names("later")).containsExactly("m1-20260302T110000Z");
    }

    @Test
    void firesOnceInItsWindowOverARestart() {
        scheduling.putSchedule(
                "w",
                schedule(
                        "cron(0 11 * * ? *)",
                        "{'FlexibleTimeWindow': {'Mode': 'FLEXIBLE', 'MaximumWindowInMinutes': 60}}"));
        turn("2026-03-02T11:00:00Z");
        assertThat(column("waiting")).containsExactly(1L);
        int before = 0;
        for (int minute = 0; minute < 61; minute++) {
            if (minute == 1 || minute == 20) {
                restart();
            }
            clock.turn(Duration.ofMinutes(1));
            scheduling.turn();
            before += executions("m").isEmpty() ? 1 : 0;
        }
        assertThat(names("m")).containsExactly("w-20260302T110000Z");
        assertThat(before).isPositive();
        assertThat(executions("m").get(0).path("input").asText()).contains("2026-03-02T11:00:00Z");
    }

    @Test
    void makesUpForTheLatestMissedOccurrenceOnly() {
        scheduling.putSchedule("hourly", schedule("cron(0 * * * ? *)", "{}"));
        scheduling.putSchedule(
                "never", schedule("cron(0 * * * ? *)", "{'Missed': 'SKIP', 'Target': {'StateMachine': 'long'}}"));
        turn("2026-03-02T11:00:00Z");
        scheduling.close();
        clock.set("2026-03-02T15:20:00Z");
        openSchedules();
        scheduling.turn();
        assertThat(names("m")).containsExactly("hourly-20260302T110000Z", "hourly-20260302T150000Z");
        assertThat(names("long")).containsExactly("never-20260302T110000Z");
        assertThat(column("last_result")).containsExactly("STARTED", "MISSED");
        turn("2026-03-02T16:00:00Z");
        assertThat(names("long")).hasSize(2);
    }

    @Test
    void makesUpForNothingThatIsTooOld() {
        scheduling.putSchedule(
                "d",
                schedule(
                        "cron(0 11 * * ? *)",
                        "{'Target': {'StateMachine': 'm', 'RetryPolicy': {'MaximumEventAgeInSeconds': 3600}}}"));
        turn("2026-03-09T12:30:00Z");
        assertThat(names("m")).isEmpty();
        turn("2026-03-10T11:59:00Z");
        assertThat(names("m")).containsExactly("d-20260310T110000Z");
    }

    private void overlapping(String overlap) {
        scheduling.putSchedule(
                "o",
                schedule("cron(0 * * * ? *)", "{'Overlap': '" + overlap + "', 'Target': {'StateMachine': 'long'}}"));
        turn("2026-03-02T11:00:00Z");
        turn("2026-03-02T12:00:00Z");
        turn("2026-03-02T13:00:00Z");
    }

    @Test
    void runsBesideWhatStillRuns() {
        overlapping("ALLOW");
        assertThat(names("long")).hasSize(3);
        assertThat(column("is_running")).containsExactly(true);
    }

    @Test
    void skipsWhileItStillRuns() {
        overlapping("SKIP");
        assertThat(names("long")).containsExactly("o-20260302T110000Z");
        assertThat(column("last_result")).containsExactly("SKIPPED");
        stop("long");
        turn("2026-03-02T13:30:00Z");
        assertThat(names("long")).hasSize(1);
        turn("2026-03-02T14:00:00Z");
        assertThat(names("long")).containsExactly("o-20260302T110000Z", "o-20260302T140000Z");
    }

    @Test
    void waitsUntilWhatRunsIsOver() {
        overlapping("QUEUE");
        assertThat(names("long")).hasSize(1);
        assertThat(column("waiting")).containsExactly(2L);
        restart();
        stop("long");
        scheduling.turn();
        assertThat(names("long")).containsExactly("o-20260302T110000Z", "o-20260302T120000Z");
        stop("long");
        scheduling.turn();
        assertThat(names("long")).hasSize(3);
    }

    @Test
    void runsACopyJobAndAStatementWithParameters() {
        engine.run(COPY + "CSV JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1.csv", "1,a\n2,b\n");
        scheduling.putSchedule("j", schedule("cron(0 11 * * ? *)", "{'Target': {'CopyJob': 'j'}}"));
        scheduling.putSchedule(
                "p",
                schedule(
                        "cron(0 11 * * ? *)",
                        "{'Target': {'Sql': 'INSERT INTO t VALUES (7, :day)', 'Parameters': [{'name': 'day', 'value': 'x'}]}}"));
        scheduling.putSchedule(
                "u",
                schedule(
                        "cron(0 11 * * ? *)",
                        "{'Target': {'Arn': 'arn:aws:scheduler:::aws-sdk:redshiftdata:executeStatement', 'RoleArn': 'r',"
                                + " 'Input': '{\\'Sql\\': \\'INSERT INTO t VALUES (8, 8)\\', \\'Database\\': \\'dev\\'}'}}"));
        turn("2026-03-02T11:00:00Z");
        engine.await("SELECT count(*), sum(a) FROM t", "4|18");
        assertThat(column("last_error")).containsOnlyNulls();
    }

    @Test
    void startsAnExecutionByTheUniversalTarget() {
        scheduling.putSchedule(
                "u",
                schedule(
                        "cron(0 11 * * ? *)",
                        "{'Target': {'Arn': 'arn:aws:scheduler:::aws-sdk:sfn:startExecution',"
                                + " 'Input': {'StateMachineArn': '" + arn("m") + "', 'Input': '{}'}}}"));
        turn("2026-03-02T11:00:00Z");
        assertThat(names("m")).containsExactly("u-20260302T110000Z");
    }

    @Test
    void keepsTheErrorOfWhatCannotBeDelivered() {
        scheduling.putSchedule("x", schedule("cron(0 * * * ? *)", "{'Target': {'StateMachine': 'none'}}"));
        turn("2026-03-02T11:00:00Z");
        assertThat(column("last_result")).containsExactly("FAILED");
        assertThat(column("last_error").toString()).contains("StateMachineDoesNotExist");
        machines.put("none", json(PASS).toString());
        turn("2026-03-02T12:00:00Z");
        assertThat(column("last_error")).containsOnlyNulls();
        assertThat(column("dropped")).containsExactly(1L);
    }

    @Test
    void disablesWhatAFileHasMadeWhenItIsGone() {
        scheduling.putSchedule("f", schedule("cron(0 * * * ? *)", "{}"));
        scheduling.filesAre(Set.of(), Set.of());
        turn("2026-03-02T11:00:00Z");
        restart();
        turn("2026-03-02T12:00:00Z");
        assertThat(names("m")).isEmpty();
        assertThat(column("state")).containsExactly("GONE");
        scheduling.putSchedule("f", schedule("cron(0 * * * ? *)", "{}"));
        scheduling.turn();
        assertThat(names("m")).isEmpty();
        turn("2026-03-02T13:00:00Z");
        assertThat(names("m")).containsExactly("f-20260302T130000Z");
    }

    @Test
    void keepsLongNamesApart() {
        String name = "n".repeat(64);
        scheduling.putSchedule(name, schedule("cron(0 * * * ? *)", "{}"));
        turn("2026-03-02T11:00:00Z");
        assertThat(names("m").get(0)).hasSize(80).endsWith("-20260302T110000Z");
    }

    @Test
    void triesAgainWithPausesThatGrow() {
        scheduling.putSchedule("a", schedule("cron(0 11 * * ? *)", "{}"));
        machines.close();
        turn("2026-03-02T11:00:00Z");
        assertThat(column("waiting")).containsExactly(1L);
        assertThat(column("last_error").toString()).contains("cannot write");
        turn("2026-03-02T11:00:01Z");
        turn("2026-03-02T11:00:02Z");
        restart();
        scheduling.turn();
        assertThat(names("m")).isEmpty();
        turn("2026-03-02T11:00:03Z");
        assertThat(names("m")).containsExactly("a-20260302T110000Z");
        assertThat(column("last_error")).containsOnlyNulls();
    }

    @Test
    void givesUpAfterSoManyAttemptsOrSoLong() {
        scheduling.putSchedule(
                "a",
                schedule(
                        "cron(0 11 * * ? *)",
                        "{'Target': {'StateMachine': 'm', 'RetryPolicy': {'MaximumRetryAttempts': 1}}}"));
        scheduling.putSchedule(
                "b",
                schedule(
                        "cron(0 11 * * ? *)",
                        "{'Target': {'StateMachine': 'm', 'RetryPolicy': {'MaximumEventAgeInSeconds': 60}}}"));
        machines.close();
        turn("2026-03-02T11:00:00Z");
        turn("2026-03-02T11:00:01Z");
        assertThat(column("last_result")).containsExactly("FAILED", null);
        turn("2026-03-02T11:01:01Z");
        assertThat(column("last_result")).containsExactly("FAILED", "EXPIRED");
        restart();
        turn("2026-03-02T11:01:02Z");
        assertThat(names("m")).isEmpty();
    }

    private com.fasterxml.jackson.databind.JsonNode call(String method, String path, String body) {
        return scheduling.call(method, path, Map.of(), json(body));
    }

    @Test
    void answersTheApi() {
        String made = "{'ScheduleExpression': 'at(2026-03-02T12:00:00)', 'FlexibleTimeWindow': {'Mode': 'OFF'},"
                + " 'ActionAfterCompletion': 'DELETE', 'Target': {'Arn': '" + arn("m")
                + "', 'RoleArn': 'r'}, 'GroupName': 'g'}";
        assertThatThrownBy(() -> call("POST", "/schedules/once", made)).hasMessageContaining("group g does not exist");
        call("POST", "/schedule-groups/g", "{}");
        call("POST", "/schedules/once", made);
        assertThatThrownBy(() -> call("POST", "/schedules/once", made))
                .isInstanceOfSatisfying(
                        ScheduleException.class, e -> assertThat(e.status()).isEqualTo(409));
        restart();
        var told = scheduling.call("GET", "/schedules/once", Map.of("groupName", "g"), Json.object());
        assertThat(told.path("Arn").asText()).endsWith(":schedule/g/once");
        assertThat(told.path("State").asText()).isEqualTo("ENABLED");
        assertThat(scheduling
                        .call("GET", "/schedules", Map.of("ScheduleGroup", "g"), Json.object())
                        .path("Schedules"))
                .hasSize(1);
        turn("2026-03-02T12:00:00Z");
        assertThat(names("m"))
                .singleElement()
                .satisfies(name -> assertThat(name).startsWith("g_once-").endsWith("-20260302T120000Z"));
        assertThat(scheduling.scheduleRows()).isEmpty();
        assertThatThrownBy(() -> call("POST", "/schedules/late", made.replace("12:00", "11:00")))
                .hasMessageContaining("does not fire any more");
        call("DELETE", "/schedule-groups/g", "{}");
        assertThatThrownBy(() -> call("GET", "/schedule-groups/g", "{}")).isInstanceOf(ScheduleException.class);
    }

    @Test
    void updatesAndDeletesByTheApi() {
        String body = "{'ScheduleExpression': 'cron(0 * * * ? *)', 'FlexibleTimeWindow': {'Mode': 'OFF'},"
                + " 'Target': {'Arn': '" + arn("m") + "', 'RoleArn': 'r'}}";
        call("POST", "/schedules/s", body);
        call("PUT", "/schedules/s", body.replace("'Target'", "'State': 'DISABLED', 'Target'"));
        turn("2026-03-02T11:00:00Z");
        assertThat(names("m")).isEmpty();
        turn("2026-03-02T11:30:00Z");
        call("PUT", "/schedules/s", body);
        scheduling.turn();
        assertThat(names("m")).isEmpty();
        turn("2026-03-02T12:00:00Z");
        assertThat(names("m")).hasSize(1);
        call("DELETE", "/schedules/s", "{}");
        assertThat(scheduling.list(Kept.Kind.SCHEDULE)).isEqualTo(List.of());
        scheduling.putSchedule("f", schedule("rate(1 hour)", "{}"));
        assertThatThrownBy(() -> call("DELETE", "/schedules/f", "{}")).hasMessageContaining("made of a file");
    }
}
