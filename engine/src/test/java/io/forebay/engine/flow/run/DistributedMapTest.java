package io.forebay.engine.flow.run;

import static io.forebay.engine.flow.run.Machines.inner;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Maps whose items are executions of their own. */
class DistributedMapTest {
    private static final String PROCESSOR = "'ItemProcessor': "
            + inner("B", "'B': {'Type': 'Pass', 'End': true}")
                    .replaceFirst("\\{", "{'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, ");
    private static final String READER = "'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'Parameters':"
            + " {'Bucket': 'b', 'Key.$': '$.k'}, 'ReaderConfig': {'InputType': 'CSV', 'MaxItems': 9}}";

    private static Play play(String fields, String input) {
        Play play = new Play(
                Machines.of(
                        "'A': {'Type': 'Map', 'Label': 'L', " + PROCESSOR + ", " + fields + "}",
                        "'Z': {'Type': 'Succeed'}"),
                Machines.json(input));
        play.others =
                work -> work instanceof Work.Child child ? new Signal.ChildSucceeded(child.id(), child.input()) : null;
        return play;
    }

    private static final String CAUGHT =
            "'Next': 'Z', 'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Z', 'ResultPath': '$.e'}]";

    @Test
    void runsAChildForEachItem() {
        Play play = play(CAUGHT, "[1,2,3]");
        play.run();
        assertThat(play.output()).isEqualTo("[1,2,3]");
        assertThat(play.typesAfterStart().subList(0, 6))
                .containsExactly(
                        "MapStateEntered",
                        "MapStateStarted",
                        "MapRunStarted",
                        "MapRunSucceeded",
                        "MapStateSucceeded",
                        "MapStateExited");
        String arn = play.first(EventType.MAP_RUN_STARTED)
                .details()
                .path("mapRunArn")
                .asText();
        assertThat(arn).matches("arn:aws:states:us-east-1:123456789012:mapRun:m/L:[-0-9a-f]{36}");
        assertThat(play.children).extracting(Work.Child::mapRun).containsOnly(arn);
        assertThat(play.children).extracting(Work.Child::id).doesNotHaveDuplicates();
        assertThat(play.execution.definition().processor("A").machine().startAt())
                .isEqualTo("B");
    }

    @Test
    void runsSoManyChildrenAtOnce() {
        Play play = play("'MaxConcurrency': 2, " + CAUGHT, "[1,2,3,4,5]");
        play.others = work -> null;
        play.run();
        assertThat(play.execution.pending()).hasSize(2);
        Play all = play(CAUGHT, IntStream.range(0, 1500).boxed().toList().toString());
        all.signal(new Signal.Resume());
        assertThat(all.execution.pending()).hasSize(1000);
    }

    @Test
    void asksForItsItems() {
        Play play = play(
                READER + ", 'ItemSelector': {'v.$': '$$.Map.Item.Value.c', 'k.$': '$.k', 's.$': '$$.Map.Item.Source'}, "
                        + CAUGHT,
                "{'k': 'x'}");
        List<Work> asked = new ArrayList<>();
        play.others = work -> {
            asked.add(work);
            return work instanceof Work.Items items
                    ? new Signal.ItemsRead(
                            items.id(), List.of(Json.parseOwn("{\"c\":\"1\"}"), Json.parseOwn("{\"c\":\"2\"}")))
                    : new Signal.ChildSucceeded(work.id(), ((Work.Child) work).input());
        };
        play.run();
        Work.Items items = (Work.Items) asked.get(0);
        assertThat(items.resource()).isEqualTo("arn:aws:states:::s3:getObject");
        assertThat(Json.text(items.parameters())).isEqualTo("{\"Bucket\":\"b\",\"Key\":\"x\"}");
        assertThat(Json.text(items.config())).isEqualTo("{\"InputType\":\"CSV\"}");
        assertThat(items.most()).isEqualTo(9);
        assertThat(play.output())
                .isEqualTo(
                        "[{\"v\":\"1\",\"k\":\"x\",\"s\":\"s3://b/x\"},{\"v\":\"2\",\"k\":\"x\",\"s\":\"s3://b/x\"}]");
    }

    @Test
    void failsWhenItsItemsCanNotBeRead() {
        Play play = play(READER + ", " + CAUGHT, "{'k': 'x'}");
        play.others = work -> new Signal.MapFailed(work.id(), "no such key");
        play.run();
        assertThat(play.outputJson().path("e"))
                .isEqualTo(Json.parseOwn("{\"Error\":\"States.ItemReaderFailed\",\"Cause\":\"no such key\"}"));
        assertThat(play.types())
                .containsSubsequence("MapRunStarted", "MapRunFailed", "MapStateFailed", "MapStateExited");
    }

    private static List<String> inputs(Play play) {
        return play.children.stream().map(child -> Json.text(child.input())).toList();
    }

    @Test
    void batchesByNumberOfItems() {
        Play play = play(
                "'ItemsPath': '$.l', 'ItemBatcher': {'MaxItemsPerBatch': 2, 'BatchInput': {'k.$': '$.k'}}, " + CAUGHT,
                "{'k': 7, 'l': [1,2,3]}");
        play.run();
        assertThat(inputs(play))
                .containsExactly(
                        "{\"BatchInput\":{\"k\":7},\"Items\":[1,2]}", "{\"BatchInput\":{\"k\":7},\"Items\":[3]}");
    }

    @Test
    void batchesByBytes() {
        Play play = play("'ItemBatcher': {'MaxInputBytesPerBatch': 24}, " + CAUGHT, "['aaaa', 'bbbb', 'c', 'dd']");
        play.run();
        assertThat(inputs(play))
                .containsExactly("{\"Items\":[\"aaaa\"]}", "{\"Items\":[\"bbbb\",\"c\"]}", "{\"Items\":[\"dd\"]}")
                .allMatch(input -> input.length() <= 24);
        Play large =
                play("'ItemsPath': '$.l', 'ItemBatcher': {'MaxInputBytesPerBatch': 14}, " + CAUGHT, "{'l': ['aaaa']}");
        large.run();
        assertThat(large.outputJson().path("e").path("Error").asText()).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void refusesBatchesOfNoSizeThatThereIs() {
        for (String field : List.of("MaxItemsPerBatch", "MaxInputBytesPerBatch")) {
            for (String size : List.of("0", "-1", "262145000000")) {
                Play play = play(
                        "'ItemsPath': '$.l', 'ItemBatcher': {'" + field + "Path': '$.n'}, " + CAUGHT,
                        "{'l': [1], 'n': " + size + "}");
                play.run();
                assertThat(play.children).isEmpty();
                assertThat(play.failure())
                        .startsWith("States.Runtime: ")
                        .contains("The " + field + "Path field refers to value " + size);
            }
        }
    }

    @Test
    void failsAtItsFirstFailureUnlessSomeAreTolerated() {
        Play play = play("'ItemsPath': '$.l', " + CAUGHT, "{'l': [1,2,3]}");
        play.others = work -> new Signal.ChildFailed(work.id(), "E", "c");
        play.run();
        assertThat(play.outputJson().path("e").path("Error").asText())
                .isEqualTo("States.ExceedToleratedFailureThreshold");
        assertThat(play.types()).containsSubsequence("MapRunFailed", "MapStateFailed");
        Play tolerant = play("'ToleratedFailurePercentage': 34, " + CAUGHT, "[1,2,3]");
        tolerant.others = work -> ((Work.Child) work).index() == 1
                ? new Signal.ChildFailed(work.id(), "E", "c")
                : new Signal.ChildSucceeded(work.id(), ((Work.Child) work).input());
        tolerant.run();
        assertThat(tolerant.output()).isEqualTo("[1,3]");
    }

    @Test
    void hasItsResultsWritten() {
        Play play = play(
                "'ToleratedFailureCount': 1, 'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject', 'Parameters':"
                        + " {'Bucket': 'b', 'Prefix': 'p'}, 'WriterConfig': {'OutputType': 'JSONL'}}, " + CAUGHT,
                "[1,2]");
        JsonNode written =
                Json.parseOwn("{\"MapRunArn\":\"a\",\"ResultWriterDetails\":{\"Bucket\":\"b\",\"Key\":\"k\"}}");
        List<Work.Results> asked = new ArrayList<>();
        play.others = work -> {
            if (work instanceof Work.Results results) {
                asked.add(results);
                return new Signal.ResultsWritten(work.id(), written);
            }
            return ((Work.Child) work).index() == 0
                    ? new Signal.ChildSucceeded(work.id(), Json.parseOwn("10"))
                    : new Signal.ChildFailed(work.id(), "E", "c");
        };
        play.run();
        assertThat(play.outputJson()).isEqualTo(written);
        assertThat(Json.text(asked.get(0).children()))
                .isEqualTo("[{\"index\":0,\"input\":1,\"output\":10},"
                        + "{\"index\":1,\"input\":2,\"error\":\"E\",\"cause\":\"c\"}]");
    }

    @Test
    void flattensResultsWithoutAWriter() {
        Play play = play("'ResultWriter': {'WriterConfig': {'Transformation': 'FLATTEN'}}, " + CAUGHT, "[[1,2],[3],4]");
        assertThat(play.run().output()).isEqualTo("[1,2,3,4]");
    }

    @Test
    void redrivesOnlyTheChildrenThatFailed() {
        Play play = play("'Next': 'Z'", "[1,2,3]");
        play.others = work -> ((Work.Child) work).index() == 0
                ? new Signal.ChildSucceeded(work.id(), Json.parseOwn("10"))
                : new Signal.ChildFailed(work.id(), "E", "c");
        play.run();
        assertThat(play.execution.status()).isEqualTo(Status.FAILED);
        play.children.clear();
        play.others = work -> new Signal.ChildSucceeded(work.id(), Json.parseOwn("20"));
        play.signal(new Signal.Redrive());
        play.goOn();
        assertThat(play.output()).isEqualTo("[10,20,20]");
        assertThat(play.children).extracting(Work.Child::index).containsExactly(1, 2);
        assertThat(play.children).extracting(Work.Child::redrives).containsOnly(1);
        assertThat(play.types()).containsSubsequence("ExecutionRedriven", "MapRunRedriven", "MapRunSucceeded");
    }

    @Test
    void abortsItsRunWithABranchBeside() {
        Play play = new Play(
                Machines.of("'A': {'Type': 'Parallel', 'End': true, 'Branches': ["
                        + inner("M", "'M': {'Type': 'Map', " + PROCESSOR + ", 'ItemsPath': '$.l', 'End': true}") + ","
                        + inner("Y", "'Y': {" + Machines.CALL + ", 'End': true}") + "]}"),
                "{\"l\":[1]}");
        play.fail("Y", "E", "c").answer("Y", "2");
        play.run();
        assertThat(play.types())
                .containsSubsequence(
                        "TaskFailed", "MapRunAborted", "MapStateAborted", "ParallelStateFailed", "ExecutionFailed");
        play.others = work -> new Signal.ChildSucceeded(work.id(), Json.parseOwn("7"));
        play.signal(new Signal.Redrive());
        assertThat(play.goOn().output()).isEqualTo("[[7],2]");
    }

    @Test
    void hidesOuterVariablesFromChildren() {
        Play parent = new Play(
                Machines.of(
                        "'A': {'Type': 'Pass', 'Assign': {'x': 1}, 'Next': 'M'}",
                        "'M': {'Type': 'Map', 'End': true, "
                                + PROCESSOR.replace("'Type': 'Pass'", "'Type': 'Pass', 'InputPath': '$x'") + "}"),
                "[5]");
        parent.run();
        Work.Child child = parent.children.get(0);
        Play inside = new Play(parent.execution.definition().processor(child.state()), Json.text(child.input()));
        assertThat(inside.run().failure())
                .startsWith("States.Runtime: ")
                .endsWith("Invalid path '$x' : No variable 'x' is assigned");
    }
}
