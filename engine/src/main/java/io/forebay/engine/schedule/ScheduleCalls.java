package io.forebay.engine.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.dataapi.PageToken;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.schedule.definition.Schedule;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations of the EventBridge Scheduler API. Thread-safe. SOURCE: the EventBridge Scheduler API Reference. */
final class ScheduleCalls {
    private static final int PAGE = 100;
    private static final List<String> NOT_KEPT = List.of("Name", "GroupName");

    private final Scheduling scheduling;

    ScheduleCalls(Scheduling scheduling) {
        this.scheduling = scheduling;
    }

    /**
     * Answers one operation.
     *
     * @param path decoded, such as {@code /schedules/nightly}
     * @param query by its names
     * @throws ScheduleException for what the API answers with an error
     */
    JsonNode call(String method, String path, Map<String, String> query, JsonNode body) {
        String[] parts = path.substring(1).split("/", 2);
        String name = parts.length == 1 ? "" : parts[1];
        try {
            return switch (method + " " + parts[0] + (name.isEmpty() ? "" : " NAME")) {
                case "POST schedules NAME" -> create(name, body);
                case "PUT schedules NAME" -> update(name, body);
                case "GET schedules NAME" -> describe(find(group(query.get("groupName")), name));
                case "DELETE schedules NAME" -> delete(find(group(query.get("groupName")), name));
                case "GET schedules" -> list(query);
                case "POST schedule-groups NAME" -> createGroup(name);
                case "GET schedule-groups NAME" -> describeGroup(name);
                case "DELETE schedule-groups NAME" -> deleteGroup(name);
                case "GET schedule-groups" -> listGroups(query);
                case "GET tags NAME" -> {
                    ObjectNode answer = Json.object();
                    answer.putArray("Tags");
                    yield answer;
                }
                default -> throw ScheduleException.validation(method + " " + path + " is no operation known here.");
            };
        } catch (ForebayException e) {
            if (e.is(CommonError.INVALID_PARAMETER)) {
                throw ScheduleException.validation(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static String group(@Nullable String given) {
        return given == null || given.isEmpty() ? Schedule.DEFAULT_GROUP : given;
    }

    private static Kept.Key key(String group, String name) {
        return new Kept.Key(Kept.Kind.SCHEDULE, group, name);
    }

    private static Kept.Key groupKey(String name) {
        return new Kept.Key(Kept.Kind.GROUP, "", name);
    }

    private Kept find(String group, String name) {
        return scheduling
                .find(key(group, name))
                .orElseThrow(() -> ScheduleException.notFound("Schedule " + name + " does not exist."));
    }

    // ---- schedules

    private JsonNode create(String name, JsonNode body) {
        String group = group(body.path("GroupName").asText(""));
        needGroup(group);
        Optional<Kept> before = scheduling.find(key(group, name));
        if (before.isPresent()) {
            JsonNode token = body.path("ClientToken");
            JsonNode known = before.get().definition().path("ClientToken");
            if (!token.isTextual() || !token.equals(known)) {
                throw ScheduleException.conflict("Schedule " + name + " already exists.");
            }
            return arn(before.get());
        }
        return arn(scheduling.put(group, name, definition(body), false));
    }

    private JsonNode update(String name, JsonNode body) {
        Kept before = find(group(body.path("GroupName").asText("")), name);
        if (before.file()) {
            throw ScheduleException.conflict("Schedule " + name + " is made of a file; change the file.");
        }
        return arn(scheduling.put(before.key().group(), name, definition(body), false));
    }

    private static ObjectNode definition(JsonNode body) {
        if (!(body instanceof ObjectNode object) || !object.hasNonNull("FlexibleTimeWindow")) {
            throw ScheduleException.validation("FlexibleTimeWindow is required.");
        }
        return object.deepCopy().remove(NOT_KEPT);
    }

    private static JsonNode arn(Kept kept) {
        return Json.object()
                .put("ScheduleArn", Schedule.arn(kept.key().group(), kept.key().name()));
    }

    private JsonNode delete(Kept kept) {
        if (kept.file() && !kept.absent()) {
            throw ScheduleException.conflict(
                    "Schedule " + kept.key().name() + " is made of a file; take the file away.");
        }
        scheduling.delete(kept.key());
        return Json.object();
    }

    private static BigDecimal time(long millis) {
        return BigDecimal.valueOf(millis, 3);
    }

    private static String state(Kept kept) {
        String given = kept.definition().path("State").asText("ENABLED");
        return kept.absent() ? "DISABLED" : given;
    }

    private static ObjectNode described(Kept kept) {
        return Json.object()
                .put("Arn", Schedule.arn(kept.key().group(), kept.key().name()))
                .put("Name", kept.key().name())
                .put("GroupName", kept.key().group())
                .put("State", state(kept))
                .put("CreationDate", time(kept.created()))
                .put("LastModificationDate", time(kept.changed()));
    }

    private static JsonNode describe(Kept kept) {
        ObjectNode all = kept.definition().deepCopy();
        all.remove(List.of("ClientToken", "Missed", "Overlap"));
        if (!all.hasNonNull("ScheduleExpressionTimezone")) {
            all.put("ScheduleExpressionTimezone", "UTC");
        }
        if (!all.hasNonNull("ActionAfterCompletion")) {
            all.put("ActionAfterCompletion", "NONE");
        }
        if (!all.hasNonNull("FlexibleTimeWindow")) {
            all.putObject("FlexibleTimeWindow").put("Mode", "OFF");
        }
        return all.setAll(described(kept));
    }

    private JsonNode list(Map<String, String> query) {
        String group = query.get("ScheduleGroup");
        String prefix = query.getOrDefault("NamePrefix", "");
        String state = query.get("State");
        if (group != null) {
            needGroup(group);
        }
        List<Kept> found = scheduling.list(Kept.Kind.SCHEDULE).stream()
                .filter(kept -> group == null || kept.key().group().equals(group))
                .filter(kept -> kept.key().name().startsWith(prefix))
                .filter(kept -> state == null || state(kept).equals(state))
                .sorted(Comparator.comparing((Kept kept) -> kept.key().group())
                        .thenComparing(kept -> kept.key().name()))
                .toList();
        return page(query, "Schedules", found, kept -> {
            ObjectNode shown = described(kept);
            JsonNode arn = kept.definition().path("Target").path("Arn");
            shown.putObject("Target").put("Arn", arn.asText("arn:forebay:target"));
            return shown;
        });
    }

    // ---- groups

    private void needGroup(String name) {
        if (!name.equals(Schedule.DEFAULT_GROUP)
                && scheduling.find(groupKey(name)).isEmpty()) {
            throw ScheduleException.notFound("Schedule group " + name + " does not exist.");
        }
    }

    private static String groupArn(String name) {
        return "arn:aws:scheduler:local:000000000000:schedule-group/" + name;
    }

    private JsonNode createGroup(String name) {
        Schedule.name("group", name);
        if (name.equals(Schedule.DEFAULT_GROUP)
                || scheduling.find(groupKey(name)).isPresent()) {
            throw ScheduleException.conflict("Schedule group " + name + " already exists.");
        }
        long now = scheduling.clock().millis();
        scheduling.write(Change.of(new Kept(
                groupKey(name),
                Json.object(),
                false,
                false,
                now,
                now,
                now,
                new Kept.Progress(0, false, null),
                Kept.Outcome.NONE)));
        return Json.object().put("ScheduleGroupArn", groupArn(name));
    }

    private JsonNode group(String name, @Nullable Kept kept) {
        ObjectNode shown =
                Json.object().put("Arn", groupArn(name)).put("Name", name).put("State", "ACTIVE");
        long time = kept == null ? 0 : kept.created();
        return shown.put("CreationDate", time(time)).put("LastModificationDate", time(time));
    }

    private JsonNode describeGroup(String name) {
        needGroup(name);
        return group(name, scheduling.find(groupKey(name)).orElse(null));
    }

    /** With all schedules that are in it, as on AWS. */
    private JsonNode deleteGroup(String name) {
        needGroup(name);
        if (name.equals(Schedule.DEFAULT_GROUP)) {
            throw ScheduleException.validation("The default schedule group cannot be deleted.");
        }
        scheduling.list(Kept.Kind.SCHEDULE).stream()
                .filter(kept -> kept.key().group().equals(name))
                .forEach(kept -> scheduling.delete(kept.key()));
        scheduling.write(Change.gone(groupKey(name)));
        return Json.object();
    }

    private JsonNode listGroups(Map<String, String> query) {
        String prefix = query.getOrDefault("NamePrefix", "");
        List<String> names = Stream.concat(
                        Stream.of(Schedule.DEFAULT_GROUP),
                        scheduling.list(Kept.Kind.GROUP).stream()
                                .map(kept -> kept.key().name()))
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
        return page(
                query,
                "ScheduleGroups",
                names,
                name -> group(name, scheduling.find(groupKey(name)).orElse(null)));
    }

    private static <T> JsonNode page(Map<String, String> query, String name, List<T> all, Function<T, JsonNode> shown) {
        int most;
        try {
            most = Integer.parseInt(query.getOrDefault("MaxResults", String.valueOf(PAGE)));
        } catch (NumberFormatException e) {
            most = 0;
        }
        if (most < 1 || most > PAGE) {
            throw ScheduleException.validation("MaxResults must be from 1 to " + PAGE + ".");
        }
        int from = PageToken.find(query.get("NextToken"), name)
                .orElseThrow(() -> ScheduleException.validation("NextToken is not valid."));
        int to = Math.min(all.size(), from + most);
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray(name);
        all.subList(Math.min(from, to), to).forEach(each -> list.add(shown.apply(each)));
        return to < all.size() ? answer.put("NextToken", PageToken.write(to, name)) : answer;
    }
}
