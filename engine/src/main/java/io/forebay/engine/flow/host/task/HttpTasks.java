package io.forebay.engine.flow.host.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.forebay.engine.external.EndpointClient;
import io.forebay.engine.flow.host.TaskCall;
import io.forebay.engine.flow.host.TaskFailure;
import io.forebay.engine.flow.host.TaskService;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * {@code http:invoke}: a request to an endpoint that the settings allow. Also plain http, and without a connection. SOURCE:
 * the Step Functions Developer Guide, "Call HTTPS APIs".
 */
public final class HttpTasks implements TaskService {
    /** Of a whole answer. SOURCE: the same page. */
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 10;
    private static final Pattern NO_TEXT = Pattern.compile("(application/octet-stream|(image|video|audio)/.*).*");
    private static final Pattern JSON = Pattern.compile("[^;]*[/+]json\\s*(;.*)?");

    private final HttpRules rules;
    private final EndpointClient client;

    public HttpTasks(HttpRules rules, Duration timeout) {
        this.rules = rules;
        this.client = new EndpointClient(timeout);
    }

    @Override
    public JsonNode call(TaskCall call) throws TaskFailure, InterruptedException {
        if (!call.action().equals("invoke")) {
            throw TaskFailure.runtime("The resource " + call.task().resource().arn() + " is not supported here.");
        }
        HttpCall request = HttpCall.of(call.parameters());
        rules.check(request.address());
        for (String member : List.of("InvocationConfig", "Authentication")) {
            JsonNode arn = call.parameters().path(member).path("ConnectionArn");
            if (!arn.isMissingNode() && !arn.isTextual()) {
                throw TaskFailure.runtime("ConnectionArn must be a string.");
            }
            if (arn.isTextual()) {
                HttpRules.Connection connection = rules.connection(arn.textValue());
                request = request.with(connection.header(), connection.value());
            }
        }
        return answer(send(request));
    }

    private HttpResponse<byte[]> send(HttpCall first) throws TaskFailure, InterruptedException {
        HttpCall request = first;
        for (int redirects = 0; ; redirects++) {
            HttpResponse<byte[]> answer = exchange(request);
            String location = answer.headers().firstValue("Location").orElse(null);
            if (!REDIRECTS.contains(answer.statusCode()) || location == null || redirects == MOST_REDIRECTS) {
                return answer;
            }
            URI next = next(request.address(), location);
            rules.check(next);
            request = request.redirected(next, answer.statusCode());
        }
    }

    private static URI next(URI from, String location) throws TaskFailure {
        try {
            URI next = (from.getRawPath().isEmpty() ? from.resolve("/") : from).resolve(location);
            if (HttpCall.http(next) && next.getRawUserInfo() == null) {
                return next;
            }
        } catch (IllegalArgumentException e) {
            throw new TaskFailure("States.Http.Socket", "The endpoint redirects to what is no URL.");
        }
        throw new TaskFailure("States.Http.Socket", "The endpoint redirects to what is no http or https URL.");
    }

    private HttpResponse<byte[]> exchange(HttpCall request) throws TaskFailure, InterruptedException {
        try {
            return client.send(request.request(), Limits.DATA, new CompletableFuture<>());
        } catch (TimeoutException e) {
            throw new TaskFailure("States.Http.Socket", "The endpoint did not answer in time.");
        } catch (EndpointClient.TooLarge e) {
            throw TaskFailure.tooLarge("http");
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new TaskFailure("States.Http.Socket", "The endpoint could not be reached: " + why);
        }
    }

    private static JsonNode answer(HttpResponse<byte[]> response) throws TaskFailure {
        String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String text = text(type, response.body());
        int status = response.statusCode();
        if (status / 100 != 2) {
            throw new TaskFailure("States.Http.StatusCode." + status, text.isEmpty() ? StatusText.of(status) : text);
        }
        ObjectNode answer = Json.object();
        ObjectNode headers = answer.putObject("Headers");
        response.headers().map().forEach((name, values) -> {
            ArrayNode all = headers.putArray(name);
            values.forEach(all::add);
        });
        answer.set("ResponseBody", body(type, text));
        return answer.put("StatusCode", status).put("StatusText", StatusText.of(status));
    }

    private static String text(String type, byte[] body) throws TaskFailure {
        if (NO_TEXT.matcher(type).matches()) {
            throw TaskFailure.runtime("The answer's Content-Type " + type + " is not supported.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw TaskFailure.runtime("The answer's body is no text in UTF-8.");
        }
    }

    private static JsonNode body(String type, String text) {
        if (JSON.matcher(type).matches()) {
            try {
                return Json.parse(text);
            } catch (JsonProcessingException e) {
                return TextNode.valueOf(text);
            }
        }
        return TextNode.valueOf(text);
    }
}
