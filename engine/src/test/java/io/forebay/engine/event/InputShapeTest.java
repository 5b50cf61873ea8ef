package io.forebay.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputShapeTest {
    private static final Reserved RESERVED =
            new Reserved("arn:rule", "loaded", Instant.parse("2026-01-01T02:00:00.123Z"));
    private static final String EVENT =
            """
            {"version":"0","detail-type":"T","resources":["r0","r1"],"detail":{"state":"run \\"now\\"","plain":"p",\
            "size":1.50,"on":true,"nothing":null,"object":{"key":"k"},"list":[{"n":1},{"n":2}],"e/f":1}}""";

    @Test
    void givesTheWholeEvent() {
        assertThat(apply(Json.object())).isEqualTo(EVENT);
    }

    @Test
    void givesAConstant() {
        assertThat(apply(Json.object().put("Input", "{ \"a\": 1.0 }"))).isEqualTo("{ \"a\": 1.0 }");
        ObjectNode target = Json.object();
        target.putObject("Input").put("a", 1);
        assertThat(apply(target)).isEqualTo("{\"a\":1}");
        assertThatThrownBy(() -> apply(Json.object().put("Input", "{a}")))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code()).isEqualTo(CommonError.INVALID_PARAMETER))
                .hasMessageStartingWith("Input of the target: Input is no JSON at character ");
        assertThatThrownBy(() -> apply(Json.object().put("Input", "\"" + "x".repeat(8192) + "\"")))
                .hasMessageContaining("8192 are allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            $                    | whole
            $.detail.object      | {"key":"k"}
            $.detail.state       | "run \\"now\\""
            $.detail.size        | 1.50
            $.detail.nothing     | null
            $.detail-type        | "T"
            $.resources[1]       | "r1"
            $.detail.list[*].n   | [1,2]
            """)
    void givesWhatAPathFinds(String path, String expected) {
        assertThat(apply(Json.object().put("InputPath", path))).isEqualTo(expected.equals("whole") ? EVENT : expected);
    }

    @ParameterizedTest
    @CsvSource({
        "$.detail.absent, finds nothing in the event",
        "$.detail.list[7], finds nothing in the event",
        "$.resources[*].x, finds nothing in the event",
        "detail, must begin with",
        "$$.detail, must begin with",
        "$x, must begin with",
        "$.detail[, is not valid|has a bracket that is not closed",
    })
    void saysWhatIsWrongWithAPath(String path, String reason) {
        assertThatThrownBy(() -> apply(Json.object().put("InputPath", path)))
                .hasMessageMatching("(?s)Input of the target: .*(" + reason + ").*");
    }

    /** What EventBridge makes of the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            {"a": <plain>}                        | {"a": "p"}
            {"a": "<plain>"}                      | {"a": "p"}
            {"a": "is <plain>, <size>!"}          | {"a": "is p, 1.50!"}
            {"a": <size>, "b": <on>}              | {"a": 1.50, "b": true}
            {"a": "<size>"}                       | {"a": "1.50"}
            {"a": <object>}                       | {"a": {"key":"k"}}
            {"a": <numbers>}                      | {"a": [1,2]}
            {"a": <nothing>}                      | {"a": null}
            {"a": "<absent>"}                     | {"a": ""}
            {"a": <state>}                        | {"a": "run \\"now\\""}
            {"a": "say \\"<plain>\\" <size>"}     | {"a": "say \\"p\\" 1.50"}
            "<plain> is <size>"                   | "p is 1.50"
            <plain>                               | "p"
            <object>                              | {"key":"k"}
            [<size>, <plain>]                     | [1.50, "p"]
            {"a": "x < y <> z > <plain>"}         | {"a": "x < y <> z > p"}
            {"r": <aws.events.rule-arn>}          | {"r": "arn:rule"}
            {"r": "<aws.events.rule-name>"}       | {"r": "loaded"}
            {"t": <aws.events.event.ingestion-time>} | {"t": "2026-01-01T02:00:00.123Z"}
            {"e": <aws.events.event>}             | {"e": {"version":"0","detail-type":"T","resources":["r0","r1"]}}
            """)
    void fillsATemplate(String template, String expected) {
        assertThat(apply(transformer(template))).isEqualTo(expected);
    }

    @Test
    void givesTheEventInATemplate() {
        assertThat(apply(transformer("{\"e\": <aws.events.event.json>}"))).isEqualTo("{\"e\": " + EVENT + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            {"a": "<state>"}                   | What InputTemplate has given is no JSON at character
            {"a": "<object>"}                  | What InputTemplate has given is no JSON
            say <plain>                        | What InputTemplate has given is no JSON
            "<plain>" "<plain>"                | What InputTemplate has given is no JSON
            {"a": <absent>}                    | <absent> finds nothing in the event by $.detail.absent
            {"a": <unknown>}                   | <unknown> in InputTemplate is neither in InputPathsMap nor reserved
            {"a": <aws.events.rule>}           | <aws.events.rule> in InputTemplate is neither
            {"a": "<aws.events.event.json>"}   | <aws.events.event.json> in InputTemplate cannot be inside of quotes
            {"a": "<aws.events.event>"}        | <aws.events.event> in InputTemplate cannot be inside of quotes
            """)
    void saysWhatIsWrongWithATemplate(String template, String reason) {
        assertThatThrownBy(() -> apply(transformer(template)))
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void saysWhatIsWrongWithATransformer() {
        refused("{'InputTransformer':{}}", "InputTransformer needs InputTemplate, a string");
        refused("{'InputTransformer':{'InputTemplate':''}}", "InputTransformer needs InputTemplate, a string");
        refused("{'InputTransformer':{'InputTemplate':'1','Paths':{}}}", "InputTransformer has no member 'Paths'");
        refused("{'InputTransformer':{'InputTemplate':'1','InputPathsMap':[]}}", "must be an object");
        refused("{'InputTransformer':{'InputTemplate':'1','InputPathsMap':{'awsX':'$.a'}}}", "'awsX' in InputPathsMap");
        refused("{'InputTransformer':{'InputTemplate':'1','InputPathsMap':{'a b':'$.a'}}}", "'a b' in InputPathsMap");
        refused("{'InputTransformer':{'InputTemplate':'1','InputPathsMap':{'a':1}}}", "InputPathsMap.a must be a path");
        refused("{'InputTransformer':{'InputTemplate':'1'},'Input':'1'}", "only one of Input and InputTransformer");
        refused("{'InputPath':'$','Input':'1'}", "only one of Input and InputPath");
        refused("{'InputTransformer':{'InputTemplate':'" + "1".repeat(8193) + "'}}", "8192 are allowed");
    }

    private static void refused(String target, String reason) {
        assertThatThrownBy(() -> InputShape.of(EventPatternTest.json(target))).hasMessageContaining(reason);
    }

    private static JsonNode transformer(String template) {
        ObjectNode target = Json.object();
        ObjectNode transformer = target.putObject("InputTransformer").put("InputTemplate", template);
        ObjectNode paths = transformer.putObject("InputPathsMap");
        for (String name : new String[] {"state", "plain", "size", "on", "nothing", "object", "absent"}) {
            paths.put(name, "$.detail." + name);
        }
        paths.put("numbers", "$.detail.list[*].n");
        return target;
    }

    private static String apply(JsonNode target) {
        return InputShape.of(target).apply(Json.parseOwn(EVENT), RESERVED);
    }
}
