package io.forebay.engine.flow.run;

import static io.forebay.engine.flow.run.Machines.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.flow.value.Json;
import org.junit.jupiter.api.Test;

/** The whole context object, in both languages. */
class ContextTest {
    private static final String CONTEXT = Machines.json(
            "{'Execution':{'Id':'arn:aws:states:us-east-1:123456789012:execution:m:e','Input':{'x':1},'Name':'e',"
                    + "'RoleArn':'arn:aws:iam::123456789012:role/r','StartTime':'2026-03-01T10:00:00.000Z','RedriveCount':0},"
                    + "'StateMachine':{'Id':'arn:aws:states:us-east-1:123456789012:stateMachine:m','Name':'m'},"
                    + "'State':{'Name':'B','EnteredTime':'2026-03-01T10:00:05.000Z','RetryCount':0}}");

    private static final String FIRST = "'A': {'Type': 'Wait', 'Seconds': 5, 'Next': 'B'}";

    @Test
    void isReadByPaths() {
        Play play = Play.of(Machines.of(FIRST, "'B': {'Type': 'Pass', 'InputPath': '$$', 'End': true}"), "{\"x\":1}");
        assertThat(play.outputJson()).isEqualTo(Json.parseOwn(CONTEXT));
    }

    @Test
    void isReadByJsonata() {
        Play play = Play.of(
                Machines.jsonata(FIRST, "'B': {'Type': 'Pass', 'Output': '{% $states.context %}', 'End': true}"),
                "{\"x\":1}");
        assertThat(play.outputJson()).isEqualTo(Json.parseOwn(CONTEXT));
    }

    @Test
    void tellsTheTimeOfARedrive() {
        Play play = new Play(
                        Machines.of("'A': {" + CALL + ", 'Parameters': {'t.$': '$$.Execution.RedriveTime',"
                                + " 'n.$': '$$.Execution.RedriveCount', 'r.$': '$$.State.RetryCount'}, 'End': true}"),
                        "{}")
                .answer("A", "1");
        play.run();
        assertThat(play.failure())
                .as("there was no redrive yet")
                .startsWith("States.Runtime: ")
                .contains("'$$.Execution.RedriveTime'");
        play.now = play.now.plusSeconds(60);
        play.signal(new Signal.Redrive());
        play.goOn();
        assertThat(Json.text(play.tasks.get(0).parameters()))
                .isEqualTo("{\"t\":\"2026-03-01T10:01:00.000Z\",\"n\":1,\"r\":0}");
    }

    @Test
    void showsATokenOnlyToATaskThatWaitsForOne() {
        Play play =
                Play.of(Machines.of("'A': {" + CALL + ", 'Parameters': {'t.$': '$$.Task.Token'}, 'End': true}"), "{}");
        assertThat(play.failure()).startsWith("States.Runtime: ").contains("'$$.Task.Token'");
    }
}
