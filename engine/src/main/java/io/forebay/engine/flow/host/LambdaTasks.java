package io.forebay.engine.flow.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.external.EndpointClient;
import io.forebay.engine.external.Endpoints;
import io.forebay.engine.flow.definition.Resource;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * {@code lambda:invoke} and the ARNs of functions: a function of this server's that has the name, or else a POST of the
 * payload to the address that the settings give the function.
 * A reply of 2xx is the function's result; any other is its error, {@code {"errorType": …, "errorMessage": …}} if it says so.
 */
public final class LambdaTasks implements TaskService {
    private final Endpoints endpoints;
    private final Map<String, LambdaFunction> functions;
    private final EndpointClient client;

    /** @param functions of this server's, by their names */
    public LambdaTasks(Endpoints endpoints, Map<String, LambdaFunction> functions) {
        this.endpoints = endpoints;
        this.functions = Map.copyOf(functions);
        this.client = new EndpointClient(endpoints.timeout());
    }

    @Override
    public JsonNode call(TaskCall call) throws TaskFailure, InterruptedException {
        boolean direct = call.task().resource().kind() == Resource.Kind.LAMBDA;
        String name = direct
                ? call.task().resource().arn()
                : call.parameters().path("FunctionName").asText();
        JsonNode payload = direct ? call.parameters() : call.parameters().path("Payload");
        JsonNode result = invoke(name, payload.isMissingNode() ? Json.object() : payload);
        if (direct) {
            return result;
        }
        var answer = Json.object().put("ExecutedVersion", "$LATEST");
        answer.set("Payload", result);
        return answer.put("StatusCode", 200);
    }

    private JsonNode invoke(String name, JsonNode payload) throws TaskFailure, InterruptedException {
        LambdaFunction own = functions.get(Endpoints.name(name));
        if (own != null) {
            return own.invoke(payload);
        }
        URI address;
        try {
            address = endpoints.address(name);
        } catch (ForebayException e) {
            throw new TaskFailure("Lambda.ResourceNotFoundException", e.getMessage());
        }
        try {
            HttpResponse<byte[]> reply =
                    client.post(address, Json.text(payload), Limits.DATA, new CompletableFuture<>());
            String text = new String(reply.body(), StandardCharsets.UTF_8);
            if (reply.statusCode() / 100 != 2) {
                throw error(reply.statusCode(), text);
            }
            return text.isBlank() ? Json.mapper().nullNode() : Json.parse(text);
        } catch (TimeoutException | HttpTimeoutException e) {
            throw new TaskFailure("States.Timeout", null);
        } catch (JsonProcessingException e) {
            throw new TaskFailure("Lambda.Unknown", "The function's reply is no JSON.");
        } catch (EndpointClient.TooLarge e) {
            throw TaskFailure.tooLarge(name);
        } catch (IOException e) {
            throw new TaskFailure("Lambda.SdkClientException", "The function could not be reached.");
        }
    }

    private static TaskFailure error(int status, String text) {
        return LambdaFunction.error(text)
                .orElseGet(
                        () -> new TaskFailure("Lambda.Unknown", "The function answered with status " + status + "."));
    }
}
