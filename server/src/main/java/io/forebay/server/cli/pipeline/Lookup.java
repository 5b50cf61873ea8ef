package io.forebay.server.cli.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.host.Arns;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.List;
import java.util.stream.Stream;

/** Finds machines and executions by what people call them. */
final class Lookup {
    private final StatesClient client;

    Lookup(StatesClient client) {
        this.client = client;
    }

    List<JsonNode> machines() {
        return client.all("ListStateMachines", StatesClient.request(), "stateMachines", Integer.MAX_VALUE);
    }

    /** Those whose executions are kept. */
    Stream<JsonNode> kept() {
        return machines().stream().filter(each -> !each.path("type").asText().equals("EXPRESS"));
    }

    static String machine(String machine) {
        return machine.startsWith("arn:") ? machine : Arns.machine(machine);
    }

    static ObjectNode execution(String arn) {
        return StatesClient.request().put("executionArn", arn);
    }

    /** @param given an ARN, MACHINE:NAME, or a name that only one machine has an execution of */
    String find(String given) {
        if (given.startsWith("arn:")) {
            return given;
        }
        if (given.contains(":")) {
            String[] names = given.split(":", 2);
            return Arns.execution(names[0], names[1]);
        }
        List<String> found = kept().map(
                        machine -> Arns.execution(machine.path("name").asText(), given))
                .filter(this::isThere)
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new ForebayException(
                        CommonError.UNDEFINED_OBJECT,
                        found.isEmpty()
                                ? "no machine has an execution \"" + given + "\""
                                : "several machines have an execution \"" + given + "\"")
                .withHint(
                        found.isEmpty()
                                ? "\"forebay pipeline list\" lists them."
                                : "Name it "
                                        + String.join(
                                                " or ",
                                                found.stream().map(Words::name).toList()) + ".");
    }

    private boolean isThere(String arn) {
        try {
            Follow.describe(client, arn);
            return true;
        } catch (ForebayException e) {
            if (e.is(CommonError.WRONG_STATE) && String.valueOf(e.getMessage()).startsWith("ExecutionDoesNotExist")) {
                return false;
            }
            throw e;
        }
    }
}
