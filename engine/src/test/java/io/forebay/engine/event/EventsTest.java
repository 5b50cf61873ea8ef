package io.forebay.engine.event;

import static io.forebay.engine.event.EventPatternTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final Instant TIME = Instant.parse("2026-01-05T10:00:00.25Z");

    @Test
    void tellsOfAnObject() {
        ObjectCreated created = new ObjectCreated("b", "in/a b+c@d/ä.csv", 12, "e1", null, TIME);
        JsonNode event = created.event();
        assertThat(withoutId(event))
                .isEqualTo(json("{'version':'0','detail-type':'Object Created','source':'aws.s3',"
                        + "'account':'000000000000','time':'2026-01-05T10:00:00Z','region':'local',"
                        + "'resources':['arn:aws:s3:::b'],'detail':{'version':'0','bucket':{'name':'b'},"
                        + "'object':{'key':'in/a b+c@d/ä.csv','size':12,'etag':'e1',"
                        + "'sequencer':'00695B8BA00EE6B280'},'reason':'PutObject'}}"));
        assertThat(UUID.fromString(event.path("id").asText()).toString())
                .isEqualTo(created.event().path("id").asText());
    }

    @Test
    void tellsVersionsOfAnObjectApart() {
        JsonNode first = new ObjectCreated("b", "k", 1, "e", "v1", TIME).event();
        JsonNode second = new ObjectCreated("b", "k", 1, "e", "v2", TIME.plusNanos(1)).event();
        assertThat(first.at("/detail/object/version-id").asText()).isEqualTo("v1");
        assertThat(first.path("id")).isNotEqualTo(second.path("id"));
        assertThat(first.at("/detail/object/sequencer").asText())
                .isLessThan(second.at("/detail/object/sequencer").asText());
    }

    @Test
    void tellsOfAnExecution() {
        JsonNode ended = new ExecutionStatusChange(
                        "arn:e", "arn:m", "n", "FAILED", TIME, TIME.plusSeconds(2), "{}", null, "E", "why", 1)
                .event();
        assertThat(withoutId(ended))
                .isEqualTo(json("{'version':'0','detail-type':'Step Functions Execution Status Change',"
                        + "'source':'aws.states','account':'000000000000','time':'2026-01-05T10:00:02Z',"
                        + "'region':'local','resources':['arn:e'],'detail':{'executionArn':'arn:e',"
                        + "'stateMachineArn':'arn:m','name':'n','status':'FAILED','startDate':1767607200250,"
                        + "'stopDate':1767607202250,'input':'{}','output':null,'inputDetails':{'included':true},"
                        + "'outputDetails':null,'error':'E','cause':'why','redriveCount':1}}"));
        JsonNode started = new ExecutionStatusChange(
                        "arn:e", "arn:m", "n", "RUNNING", TIME, null, "{}", null, null, null, 0)
                .event();
        assertThat(started.at("/detail/stopDate").isNull()).isTrue();
        assertThat(started.path("id")).isNotEqualTo(ended.path("id"));
    }

    @Test
    void leavesOutInputAndOutputThatAreTooLarge() {
        String output = "\"" + "x".repeat(253_960) + "\"";
        JsonNode detail = new ExecutionStatusChange(
                        "arn:e", "arn:m", "n", "SUCCEEDED", TIME, TIME, "{}", output, null, null, 0)
                .event()
                .path("detail");
        assertThat(detail.path("input").isNull()).isTrue();
        assertThat(detail.path("output").isNull()).isTrue();
        assertThat(detail.path("outputDetails")).isEqualTo(json("{'included':false}"));
    }

    @Test
    void tellsOfASchedule() {
        JsonNode event = new ScheduledEvent("arn:s", TIME).event();
        assertThat(withoutId(event))
                .isEqualTo(json("{'version':'0','detail-type':'Scheduled Event','source':'aws.events',"
                        + "'account':'000000000000','time':'2026-01-05T10:00:00Z','region':'local',"
                        + "'resources':['arn:s'],'detail':{}}"));
        assertThat(new ScheduledEvent("arn:s", TIME.plusSeconds(60)).event().path("id"))
                .isNotEqualTo(event.path("id"));
    }

    @Test
    void tellsOfALoad() {
        List<String> objects =
                IntStream.range(0, 150).mapToObj(each -> "s3://b/" + each).toList();
        JsonNode detail = new CopyJobLoad("sales", 7, 42, 150, 1000, 2, objects, TIME)
                .event()
                .path("detail");
        assertThat(detail.path("objects").size()).isEqualTo(100);
        ((ObjectNode) detail).remove("objects");
        assertThat(Json.text(detail))
                .isEqualTo(Json.text(
                        json("{'job':'sales','jobId':7,'queryId':42,'files':150,'rows':1000,'failedFiles':2}")));
    }

    @Test
    void saysInAScheduleOfWhichRunItIs() {
        ScheduledInput input = new ScheduledInput("arn:s", TIME, "x1", 2);
        assertThat(input.fill("{\"t\": \"<aws.scheduler.scheduled-time>\", \"n\": <aws.scheduler.attempt-number>, "
                        + "\"s\": \"<aws.scheduler.schedule-arn> <aws.scheduler.execution-id>\", \"o\": \"<other>\"}"))
                .isEqualTo("{\"t\": \"2026-01-05T10:00:00Z\", \"n\": 2, \"s\": \"arn:s x1\", \"o\": \"<other>\"}");
    }

    private static JsonNode withoutId(JsonNode event) {
        assertThat(event.path("id").asText()).hasSize(36);
        ObjectNode copy = event.deepCopy();
        copy.remove("id");
        return Json.parseOwn(Json.text(copy));
    }
}
