package io.forebay.engine.flow.run;

import static io.forebay.engine.flow.run.Machines.inner;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A pipeline as people write them for the Redshift Data API: a batch, a loop that waits for its end, two loads at once. */
class PipelineTest {
    private static String load(String name, String next) {
        return "'" + name
                + "': {'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:redshiftdata:batchExecuteStatement',"
                + " 'Parameters': {'Database': 'dev', 'Sqls.$': 'States.Array(States.Format(`call {}()`, $.procedure))'},"
                + " 'ResultPath': '$.statement', 'ResultSelector': {'Id.$': '$.Id'}, 'Next': '" + name + " waits'},"
                + "'" + name + " waits': {'Type': 'Wait', 'Seconds': 5, 'Next': '" + name + " asks'},"
                + "'" + name
                + " asks': {'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:redshiftdata:describeStatement',"
                + " 'Parameters': {'Id.$': '$.statement.Id'}, 'ResultPath': '$.status', 'Next': '" + name + " looks'},"
                + "'" + name + " looks': {'Type': 'Choice', 'Choices': ["
                + "{'Variable': '$.status.Status', 'StringEquals': 'FINISHED', 'Next': '" + next + "'},"
                + "{'Or': [{'Variable': '$.status.Status', 'StringEquals': 'FAILED'}, {'Variable': '$.status.Status',"
                + " 'StringEquals': 'ABORTED'}], 'Next': '" + name + " failed'}], 'Default': '" + name + " waits'},"
                + "'" + name + " failed': {'Type': 'Fail', 'Error': 'LoadFailed', 'CausePath':"
                + " 'States.Format(`{}: {}`, $.procedure, $.status.Error)'}";
    }

    private static String done(String name) {
        return "'" + name + "': {'Type': 'Pass', 'InputPath': '$.statement.Id', 'End': true}";
    }

    private static String branch(String name) {
        return inner(name, load(name, name + " done"), done(name + " done"));
    }

    private static Play play() {
        return new Play(
                Machines.of(
                        "'A': {'Type': 'Parallel', 'Branches': [" + branch("product") + "," + branch("customer")
                                + "], 'ResultPath': '$.dimensions', 'Next': 'sales'}",
                        load("sales", "end"),
                        "'end': {'Type': 'Succeed'}"),
                "{\"procedure\":\"load\"}");
    }

    private static void answer(Play play, String name, String... states) {
        play.answer(name, "{\"Id\":\"" + name + "\",\"Other\":1}");
        for (String state : states) {
            play.answer(name + " asks", "{\"Status\":\"" + state + "\",\"Error\":\"no table\"}");
        }
    }

    @Test
    void loadsDimensionsSideBySideAndThenFacts() {
        Play play = play();
        answer(play, "product", "STARTED", "FINISHED");
        answer(play, "customer", "FINISHED");
        answer(play, "sales", "PICKED", "STARTED", "FINISHED");
        play.run();
        assertThat(play.execution.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(play.outputJson().path("dimensions").toString()).isEqualTo("[\"product\",\"customer\"]");
        assertThat(play.now).isEqualTo(Play.BEGIN.plusSeconds(25));
    }

    @Test
    void saysWhatFailedAndGoesOnFromThere() {
        Play play = play();
        answer(play, "product", "FAILED");
        play.answer("product asks", "{\"Status\":\"FINISHED\"}");
        answer(play, "customer", "FINISHED");
        answer(play, "sales", "FINISHED");
        play.run();
        assertThat(play.failure()).isEqualTo("LoadFailed: load: no table");
        play.signal(new Signal.Redrive());
        play.goOn();
        assertThat(play.failure()).as("a Fail state fails again").isEqualTo("LoadFailed: load: no table");
    }
}
