package io.forebay.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a pattern or a template is: it is read, or refused with a reason. */
class EventFuzzTest {
    private static final List<String> NAMES = List.of(
            "a",
            "detail",
            "$or",
            "prefix",
            "suffix",
            "anything-but",
            "numeric",
            "exists",
            "wildcard",
            "cidr",
            "equals-ignore-case");
    private static final List<String> TEXTS =
            List.of("", "a", "ab*", "\\*", "\\", "**", "<", "10.0.0.0/8", "::1/200", ">", "=", "x/24", "$.a");
    private static final String TEMPLATE = "{\"a\": \"<x>\", <y>: <aws.events.event.json>, \"\\\"<x>\\\\\": [<y>]}";
    private final Random random = new Random(5);

    @Test
    void readsOrRefusesPatterns() {
        int read = 0;
        for (int round = 0; round < 10_000; round++) {
            JsonNode pattern = node(4);
            JsonNode event = node(4);
            try {
                EventPattern.of(pattern).matches(event);
                read++;
            } catch (ForebayException e) {
                assertThat(e.code()).as(pattern.toString()).isEqualTo(CommonError.INVALID_PARAMETER);
            }
        }
        assertThat(read).isGreaterThan(30);
    }

    private JsonNode node(int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : 10);
        if (kind >= 7) {
            ArrayNode array = Json.array();
            for (int count = random.nextInt(4); count > 0; count--) {
                array.add(node(depth - 1));
            }
            return array;
        }
        if (kind >= 4) {
            ObjectNode object = Json.object();
            for (int count = random.nextInt(3); count >= 0; count--) {
                object.set(NAMES.get(random.nextInt(NAMES.size())), node(depth - 1));
            }
            return object;
        }
        return switch (kind) {
            case 0 -> Json.object().numberNode(random.nextInt(5));
            case 1 -> Json.object().booleanNode(random.nextBoolean());
            case 2 -> Json.object().nullNode();
            default -> Json.object().textNode(TEXTS.get(random.nextInt(TEXTS.size())));
        };
    }

    /** And what it gives is JSON. */
    @Test
    void fillsOrRefusesTemplates() {
        Reserved reserved = new Reserved("arn", "name", Instant.EPOCH);
        int filled = 0;
        for (int round = 0; round < 10_000; round++) {
            StringBuilder template =
                    new StringBuilder(TEMPLATE.substring(0, 1 + random.nextInt(TEMPLATE.length() - 1)));
            for (int change = random.nextInt(4); change > 0; change--) {
                template.insert(random.nextInt(template.length()), "\"<>x{}[]:,1\\".charAt(random.nextInt(12)));
            }
            ObjectNode target = Json.object();
            ObjectNode transformer = target.putObject("InputTransformer").put("InputTemplate", template.toString());
            transformer.putObject("InputPathsMap").put("x", "$.detail").put("y", "$.id");
            try {
                String text = InputShape.of(target).apply(EventPatternTest.json("{'id':'i','detail':1}"), reserved);
                assertThat(Json.parseOwn(text)).isNotNull();
                filled++;
            } catch (ForebayException e) {
                assertThat(e.code()).as(template.toString()).isEqualTo(CommonError.INVALID_PARAMETER);
            }
        }
        assertThat(filled).isPositive();
    }
}
