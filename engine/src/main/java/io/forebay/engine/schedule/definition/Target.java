package io.forebay.engine.schedule.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.host.Arns;
import io.forebay.engine.flow.value.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule or a trigger starts.
 *
 * @param machine the name of a state machine; empty for other kinds
 * @param request what the Data API is asked with a short form; empty for others
 * @param deadLetters the ARN of the queue that is told of what is given up; null for none
 */
public record Target(Kind kind, String machine, ObjectNode request, Retry retry, @Nullable String deadLetters) {
    /** What is called, and with what. */
    public enum Kind {
        /** The payload is the execution's input. */
        MACHINE,
        /** The payload is a StartExecution request. */
        START_EXECUTION,
        /** The payload is the request of a short form, with what it names filled in. */
        STATEMENT,
        /** The payload is an ExecuteStatement request. */
        EXECUTE_STATEMENT,
        /** The payload is a BatchExecuteStatement request. */
        BATCH_EXECUTE_STATEMENT
    }

    private static final Set<String> WAYS = new LinkedHashSet<>(List.of("StateMachine", "CopyJob", "Sql", "Arn"));
    private static final Set<String> STATEMENT = Set.of(
            "Database", "DbUser", "Parameters", "StatementName", "WithEvent", "WorkgroupName", "ClusterIdentifier");
    private static final Set<String> COMMON = Set.of("RoleArn", "RetryPolicy", "DeadLetterConfig", "Input", "Id");
    private static final String CALLS = "arn:aws:scheduler:::aws-sdk:";
    private static final Pattern MACHINE =
            Pattern.compile("arn:aws[a-z-]*:states:[^:]*:[^:]*:stateMachine:([^:]+)(:.+)?");
    private static final Pattern UNIVERSAL = Pattern.compile("arn:aws[a-z-]*:scheduler:::aws-sdk:([a-z]+):([a-zA-Z]+)");
    /** SOURCE: EventBridge Scheduler API Reference, "DeadLetterConfig": no FIFO queue. */
    private static final Pattern QUEUE = Pattern.compile("arn:aws[a-z-]*:sqs:[a-z0-9-]+:\\d{12}:[a-zA-Z0-9_-]+");

    private static final Pattern JOB = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]{0,126}");

    /** @param more members that a target of this place may have besides */
    static Target read(JsonNode given, Set<String> more) {
        Set<String> known = new LinkedHashSet<>();
        Stream.of(WAYS, STATEMENT, COMMON, more).forEach(known::addAll);
        Members members = Members.of("Target", given, known);
        List<String> ways = WAYS.stream().filter(members::has).toList();
        if (ways.size() != 1) {
            throw Members.refused("Target needs exactly one of " + String.join(", ", WAYS) + "; it has "
                    + (ways.isEmpty() ? "none" : String.join(", ", ways)) + ".");
        }
        String way = ways.get(0);
        if (!way.equals("Sql")) {
            STATEMENT.stream().filter(members::has).findFirst().ifPresent(name -> {
                throw Members.refused("Target." + name + " goes with Sql only.");
            });
        }
        Retry retry = Retry.read("Target.RetryPolicy", members.node("RetryPolicy"));
        String dead = deadLetters(members.node("DeadLetterConfig"));
        String value = members.required(way);
        return switch (way) {
            case "StateMachine" -> new Target(Kind.MACHINE, machine(value), Json.object(), retry, dead);
            case "Arn" -> byArn(value, retry, dead);
            case "CopyJob" -> statement(members, more, copyJob(value), retry, dead);
            default -> statement(members, more, sql(given, value), retry, dead);
        };
    }

    private static @Nullable String deadLetters(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        String arn = Members.of("Target.DeadLetterConfig", given, Set.of("Arn")).text("Arn");
        if (arn != null && !QUEUE.matcher(arn).matches()) {
            throw Members.refused("Target.DeadLetterConfig.Arn must be the ARN of a standard queue, such as"
                    + " arn:aws:sqs:eu-central-1:123456789012:dead, not '" + arn + "'.");
        }
        return arn;
    }

    private static String machine(String value) {
        Matcher arn = MACHINE.matcher(value);
        return arn.matches() ? arn.group(1) : value;
    }

    private static Target byArn(String arn, Retry retry, @Nullable String dead) {
        Matcher machine = MACHINE.matcher(arn);
        if (machine.matches()) {
            return new Target(Kind.MACHINE, machine.group(1), Json.object(), retry, dead);
        }
        Matcher universal = UNIVERSAL.matcher(arn);
        String call = universal.matches() ? universal.group(1) + ":" + universal.group(2) : "";
        Kind kind =
                switch (call) {
                    case "sfn:startExecution" -> Kind.START_EXECUTION;
                    case "redshiftdata:executeStatement" -> Kind.EXECUTE_STATEMENT;
                    case "redshiftdata:batchExecuteStatement" -> Kind.BATCH_EXECUTE_STATEMENT;
                    default ->
                        throw Members.refused("Target.Arn '" + arn + "' is nothing that can be started here;"
                                + " there are the ARNs of state machines,"
                                + " arn:aws:scheduler:::aws-sdk:sfn:startExecution and"
                                + " arn:aws:scheduler:::aws-sdk:redshiftdata:executeStatement.");
                };
        return new Target(kind, "", Json.object(), retry, dead);
    }

    private static ObjectNode copyJob(String name) {
        if (!JOB.matcher(name).matches()) {
            throw Members.refused("Target.CopyJob '" + name + "' is no name of a copy job.");
        }
        return Json.object().put("Sql", "COPY JOB RUN " + name);
    }

    private static ObjectNode sql(JsonNode given, String sql) {
        ObjectNode request = Json.object().put("Sql", sql);
        STATEMENT.stream().filter(given::hasNonNull).sorted().forEach(name -> request.set(name, given.get(name)));
        return request;
    }

    private static Target statement(
            Members members, Set<String> shapes, ObjectNode request, Retry retry, @Nullable String dead) {
        Stream.concat(Stream.of("Input"), shapes.stream())
                .filter(members::has)
                .findFirst()
                .ifPresent(name -> {
                    throw Members.refused("Target." + name + " means nothing for a statement; give its values as"
                            + " Parameters, or take arn:aws:scheduler:::aws-sdk:redshiftdata:executeStatement.");
                });
        return new Target(Kind.STATEMENT, "", request, retry, dead);
    }

    /** What is called. */
    public String arn() {
        return switch (kind) {
            case MACHINE -> Arns.machine(machine);
            case START_EXECUTION -> CALLS + "sfn:startExecution";
            case STATEMENT, EXECUTE_STATEMENT -> CALLS + "redshiftdata:executeStatement";
            case BATCH_EXECUTE_STATEMENT -> CALLS + "redshiftdata:batchExecuteStatement";
        };
    }

    /** In a few words. */
    public String shown(@Nullable String arn) {
        return switch (kind) {
            case MACHINE -> "state machine " + machine;
            case STATEMENT -> request.path("Sql").asText();
            default -> String.valueOf(arn);
        };
    }
}
