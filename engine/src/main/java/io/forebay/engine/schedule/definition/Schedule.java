package io.forebay.engine.schedule.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.event.ScheduledEvent;
import io.forebay.engine.event.ScheduledInput;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.schedule.expression.Expression;
import io.forebay.engine.schedule.expression.FlexibleWindow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A definition of a schedule, as CreateSchedule has it. SOURCE: the EventBridge Scheduler API Reference, "CreateSchedule".
 * Missed and Overlap are our own.
 *
 * @param start before which it does not fire; null for none, as is the end
 * @param input of the target, as it was written; null for none
 */
public record Schedule(
        String group,
        String name,
        String text,
        ZoneId zone,
        Expression expression,
        @Nullable Instant start,
        @Nullable Instant end,
        FlexibleWindow window,
        boolean enabled,
        boolean deleteAfter,
        Missed missed,
        Overlap overlap,
        Target target,
        @Nullable String input) {
    public static final String DEFAULT_GROUP = "default";

    private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-_.]{1,64}");
    private static final int LONGEST_DESCRIPTION = 512;
    /** SOURCE: the Step Functions Developer Guide, "Quotas": no execution is given more. */
    private static final int LONGEST_INPUT = 256 * 1024;

    private static final Set<String> MEMBERS = Set.of(
            "Name",
            "GroupName",
            "ClientToken",
            "Description",
            "KmsKeyArn",
            "ScheduleExpression",
            "ScheduleExpressionTimezone",
            "StartDate",
            "EndDate",
            "FlexibleTimeWindow",
            "State",
            "ActionAfterCompletion",
            "Target",
            "Missed",
            "Overlap");

    public static String name(String kind, String name) {
        if (!NAME.matcher(name).matches()) {
            throw Members.refused(
                    "The name of a " + kind + " has 1 to 64 letters, digits, '-', '_' and '.', not '" + name + "'.");
        }
        return name;
    }

    /** @throws io.forebay.spi.ForebayException INVALID_PARAMETER that says what is wrong where */
    public static Schedule read(String group, String name, JsonNode given) {
        name("schedule", name);
        name("group", group);
        Members members = Members.of("The schedule", given, MEMBERS);
        String description = members.text("Description");
        if (description != null && description.length() > LONGEST_DESCRIPTION) {
            throw Members.refused("The schedule.Description has at most " + LONGEST_DESCRIPTION + " characters.");
        }
        String zoned = members.text("ScheduleExpressionTimezone");
        ZoneId zone = Expression.zone(zoned == null ? "UTC" : zoned);
        String text = members.required("ScheduleExpression");
        Expression expression = Expression.parse(text, zone);
        Instant start = members.time("StartDate");
        Instant end = members.time("EndDate");
        if (start != null && end != null && !start.isBefore(end)) {
            throw Members.refused("The schedule.StartDate must be before its EndDate.");
        }
        Target target = Target.read(members.node("Target"), Set.of());
        String input =
                Members.checked("Target", members.node("Target")).json("Input").orElse(null);
        checkInput(target, input);
        return new Schedule(
                group,
                name,
                text,
                zone,
                expression,
                start,
                end,
                window(members.node("FlexibleTimeWindow")),
                members.word("State", "ENABLED", "DISABLED").equals("ENABLED"),
                members.word("ActionAfterCompletion", "NONE", "DELETE").equals("DELETE"),
                Missed.valueOf(members.word("Missed", "RUN_ONCE", "SKIP")),
                Overlap.valueOf(members.word("Overlap", "ALLOW", "SKIP", "QUEUE")),
                target,
                input);
    }

    private static void checkInput(Target target, @Nullable String input) {
        boolean wanted = target.kind() != Target.Kind.MACHINE && target.kind() != Target.Kind.STATEMENT;
        if (input == null) {
            if (wanted) {
                throw Members.refused("Target.Input is required: the request that is to be made.");
            }
            return;
        }
        if (input.length() > LONGEST_INPUT) {
            throw Members.refused("Target.Input has at most " + LONGEST_INPUT + " characters.");
        }
        String filled = new ScheduledInput("arn", Instant.EPOCH, "id", 1).fill(input);
        Members.parsed(filled, "Target.Input");
    }

    private static FlexibleWindow window(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return FlexibleWindow.OFF;
        }
        Members members = Members.of("FlexibleTimeWindow", given, Set.of("Mode", "MaximumWindowInMinutes"));
        int minutes = members.number("MaximumWindowInMinutes", 1, 1440, 0);
        return FlexibleWindow.of(members.required("Mode"), minutes == 0 ? null : (Integer) minutes);
    }

    /** Whether another definition fires when this one does. */
    public boolean sameTimes(Schedule other) {
        return text.equals(other.text)
                && zone.equals(other.zone)
                && Objects.equals(start, other.start)
                && Objects.equals(end, other.end)
                && window.equals(other.window);
    }

    public String arn() {
        return arn(group, name);
    }

    public static String arn(String group, String name) {
        return "arn:aws:scheduler:local:000000000000:schedule/" + group + "/" + name;
    }

    /**
     * The first occurrence later than a moment.
     *
     * @param since what a rate without a start is counted from
     */
    public Optional<Instant> next(Instant after, Instant since) {
        boolean once = expression.once();
        Instant from = start == null || once ? since : start;
        return expression
                .next(after, from)
                .filter(next -> end == null || once || !next.isAfter(end))
                .filter(next -> !next.isAfter(Members.LATEST)); // no warehouse shows it
    }

    /** What the target is given at an occurrence: an input, or a request. */
    public String payload(Instant nominal, String attempt, int number) {
        String given = target.kind() == Target.Kind.STATEMENT ? Json.text(target.request()) : input;
        return given == null
                ? Json.text(new ScheduledEvent(arn(), nominal).event())
                : new ScheduledInput(arn(), nominal, attempt, number).fill(given);
    }
}
