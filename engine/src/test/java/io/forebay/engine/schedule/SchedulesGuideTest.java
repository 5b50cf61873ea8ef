package io.forebay.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.event.EventPattern;
import io.forebay.engine.event.ExecutionStatusChange;
import io.forebay.engine.event.InputShape;
import io.forebay.engine.event.ObjectCreated;
import io.forebay.engine.event.Reserved;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.schedule.expression.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/guide/schedules.md shows of expressions, patterns and inputs is so. */
class SchedulesGuideTest {
    private static final Instant TIME = Instant.parse("2026-01-05T10:00:00Z");
    private static final JsonNode ARRIVAL = new ObjectCreated("landing", "sales/a b.csv", 12, "e", null, TIME).event();
    private static String page = "";

    @BeforeAll
    static void readThePage() throws IOException {
        page = Files.readString(Path.of("../docs/guide/schedules.md"));
    }

    @Test
    void showsExpressionsThatFire() {
        List<String> expressions = found("`((?:rate|cron|at)\\([^`]+\\))`");
        assertThat(expressions).hasSizeGreaterThan(12);
        assertThat(expressions).allSatisfy(text -> assertThat(
                        Expression.parse(text, ZoneId.of("Europe/Berlin")).next(TIME, TIME))
                .isPresent());
    }

    @Test
    void showsWhatIsSaidOfWrongExpressions() {
        for (String text : List.of("cron(0 25 * * ? *)", "cron(0 8 30 2 ? *)")) {
            assertThatThrownBy(() -> Expression.parse(text, ZoneId.of("UTC")))
                    .satisfies(e -> assertThat(page).contains("\n" + e.getMessage() + "\n"));
        }
    }

    @Test
    void showsPatternsThatMatch() {
        EventPattern arrivals = EventPattern.of(block("detail-type"));
        assertThat(arrivals.matches(ARRIVAL)).isTrue();
        EventPattern ends = EventPattern.of(block("$or"));
        assertThat(ends.matches(execution("x", "FAILED"))).isTrue();
        assertThat(ends.matches(execution("nightly-1", "SUCCEEDED"))).isTrue();
        assertThat(ends.matches(execution("x", "SUCCEEDED"))).isFalse();
    }

    private static JsonNode execution(String name, String status) {
        return new ExecutionStatusChange("arn:e", "arn:m", name, status, TIME, TIME, "{}", null, null, null, 0).event();
    }

    @Test
    void showsFiltersThatAreRead() {
        List<String> filters = found("`(\\{\"[a-z-]+\": [^`]+\\})`");
        assertThat(filters).hasSizeGreaterThan(8);
        for (String filter : filters) {
            if (!filter.startsWith("{\"key\"")) {
                EventPattern.of(Json.parseOwn("{\"x\":[" + filter + "]}"));
            }
        }
    }

    @Test
    void showsATemplate() {
        ObjectNode target = Json.object();
        target.set("InputTransformer", block("InputTemplate"));
        assertThat(InputShape.of(target).apply(ARRIVAL, new Reserved("arn:r", "arrivals", TIME)))
                .isEqualTo("{\"uri\": \"s3://landing/sales/a b.csv\", \"size\": 12, \"rule\": \"arrivals\"}");
    }

    private static JsonNode block(String member) {
        return found("```json\n(.*?)```").stream()
                .map(Json::parseOwn)
                .filter(each -> each.has(member))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> found(String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(page)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
