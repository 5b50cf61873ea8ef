package io.forebay.engine.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.dataapi.DataApi;
import io.forebay.engine.dataapi.DataApiException;
import io.forebay.engine.flow.host.Arns;
import io.forebay.engine.flow.host.StateMachines;
import io.forebay.engine.flow.host.StatesException;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.schedule.definition.Target;
import java.util.Set;

/**
 * Starts what targets say. Called again with the same name it finds what it has started before: an execution by its name, a
 * statement by its token. Thread-safe.
 */
final class Launcher {
    private static final Set<String> OVER = Set.of("FINISHED", "FAILED", "ABORTED");

    private static final String INPUT = "InvalidInput";

    private final StateMachines machines;
    private final DataApi statements;
    private final String caller;

    /** @param caller whose statements they are */
    Launcher(StateMachines machines, DataApi statements, String caller) {
        this.machines = machines;
        this.statements = statements;
        this.caller = caller;
    }

    /** Why nothing was started. */
    static final class NotStarted extends Exception {
        private static final long serialVersionUID = 1;

        private final String code;
        private final boolean worth;

        NotStarted(String code, String message, boolean worth) {
            super(message);
            this.code = code;
            this.worth = worth;
        }

        /** In a word, as {@code StateMachineDoesNotExist}. */
        String code() {
            return code;
        }

        /** Whether another attempt may go better. */
        boolean worthAnother() {
            return worth;
        }
    }

    /**
     * @param name of this delivery alone: at most 80 letters, digits, dashes and the like
     * @param payload what the target is given: an input, or a request
     */
    Started start(Target target, String name, String payload) throws NotStarted {
        try {
            return switch (target.kind()) {
                case MACHINE ->
                    execution(
                            Json.object()
                                    .put("stateMachineArn", Arns.machine(target.machine()))
                                    .put("input", payload)
                                    .put("name", name),
                            name);
                case START_EXECUTION -> execution(named(request(payload), name), name);
                case STATEMENT, EXECUTE_STATEMENT -> statement("ExecuteStatement", request(payload), name);
                case BATCH_EXECUTE_STATEMENT -> statement("BatchExecuteStatement", request(payload), name);
            };
        } catch (StatesException e) {
            throw new NotStarted(e.type(), e.type() + ": " + e.getMessage(), false);
        } catch (DataApiException e) {
            boolean busy = e.status() >= 500 || e.type().startsWith("Active");
            throw new NotStarted(e.type(), e.type() + ": " + e.getMessage(), busy);
        }
    }

    private static ObjectNode request(String payload) throws NotStarted {
        try {
            if (Json.parse(payload) instanceof ObjectNode object) {
                return object;
            }
            throw new NotStarted(INPUT, "the target's input is no request: it is no object", false);
        } catch (JsonProcessingException e) {
            throw new NotStarted(INPUT, "the target's input is no JSON: " + e.getOriginalMessage(), false);
        }
    }

    /** Members of a universal target begin with capitals, those of the API itself do not. */
    private static ObjectNode named(ObjectNode given, String name) {
        ObjectNode request = Json.object();
        given.fields()
                .forEachRemaining(member -> request.set(
                        Character.toLowerCase(member.getKey().charAt(0))
                                + member.getKey().substring(1),
                        member.getValue()));
        return request.hasNonNull("name") ? request : request.put("name", name);
    }

    /** @param own of the delivery: by another name an execution of another delivery would be found */
    private Started execution(ObjectNode request, String own) {
        try {
            JsonNode answer = machines.call("StartExecution", request);
            return new Started(true, answer.path("executionArn").asText());
        } catch (StatesException e) {
            if (!e.type().equals("ExecutionAlreadyExists")
                    || !request.path("name").asText().contains(own)) {
                throw e;
            }
            String machine = request.path("stateMachineArn").asText();
            String name = machine.substring(machine.lastIndexOf(':') + 1);
            return new Started(true, Arns.execution(name, request.path("name").asText()));
        }
    }

    private Started statement(String operation, ObjectNode given, String name) {
        ObjectNode request = given.deepCopy();
        request.remove("WaitTimeSeconds"); // all schedules would wait with it
        if (!request.hasNonNull("ClientToken")) {
            String token = Names.token(name);
            var before = statements.find(caller, token);
            if (before.isPresent()) {
                return new Started(false, before.get());
            }
            request.put("ClientToken", token);
        }
        return new Started(
                false, statements.call(caller, operation, request).path("Id").asText());
    }

    /** Whether it does not run any more; so does what nobody knows any more. */
    boolean over(Started started) {
        try {
            if (started.execution()) {
                JsonNode told = machines.call("DescribeExecution", Json.object().put("executionArn", started.id()));
                return !told.path("status").asText().equals("RUNNING");
            }
            JsonNode told =
                    statements.call(caller, "DescribeStatement", Json.object().put("Id", started.id()));
            return OVER.contains(told.path("Status").asText());
        } catch (StatesException e) {
            return true;
        } catch (DataApiException e) {
            return e.status() == 404;
        }
    }
}
