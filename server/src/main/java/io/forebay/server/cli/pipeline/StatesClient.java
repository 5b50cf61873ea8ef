package io.forebay.server.cli.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.server.http.aws.AccessKey;
import io.forebay.server.http.aws.Signed;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Calls a server's Step Functions API. Thread-safe. */
public final class StatesClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TARGET = "AWSStepFunctions.";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** StartSyncExecution takes five minutes at most. */
    private static final Duration ANSWER = Duration.ofSeconds(330);

    private static final int PAGE = 1_000;

    private final URI address;
    private final @Nullable AccessKey key;
    private final HttpClient client;

    /**
     * @param address of the server, without a path
     * @param key that requests are signed with; null for a server that has none
     * @param tls whom to trust; null for those whom Java trusts
     */
    public StatesClient(URI address, @Nullable AccessKey key, @Nullable SSLContext tls) {
        this.address = address;
        this.key = key;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        this.client = (tls == null ? builder : builder.sslContext(tls)).build();
    }

    static ObjectNode request() {
        return JSON.createObjectNode();
    }

    static JsonNode parse(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    static String pretty(JsonNode json) {
        return json.toPrettyString();
    }

    /**
     * One operation, such as {@code StartExecution}.
     *
     * @throws ForebayException CONNECTION_LOST when nobody answers; WRONG_STATE with what the server says else
     */
    JsonNode call(String operation, ObjectNode request) {
        byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> response;
        JsonNode answer;
        try {
            response = client.send(http(TARGET + operation, body), BodyHandlers.ofByteArray());
            answer = JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new ForebayException(CommonError.WRONG_STATE, "what answers at " + address + " is no Forebay", e);
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new ForebayException(CommonError.CONNECTION_LOST, "no answer from " + address + ": " + why, e)
                    .withHint("Is \"forebay serve\" running there? See --http-host and --http-port.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForebayException(CommonError.CANCELLED, "interrupted", e);
        }
        if (response.statusCode() != 200) {
            throw refused(answer);
        }
        return answer;
    }

    private static ForebayException refused(JsonNode answer) {
        String type = answer.path("__type").asText("an error");
        ForebayException refused = new ForebayException(
                CommonError.WRONG_STATE, type + ": " + answer.path("message").asText());
        return switch (type) {
            case "AccessDeniedException",
                    "MissingAuthenticationTokenException",
                    "UnrecognizedClientException",
                    "InvalidSignatureException" ->
                refused.withHint("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to one of the server's access-key,"
                        + " or name its settings with --config.");
            case "StateMachineDoesNotExist" -> refused.withHint("\"forebay pipeline machines\" lists them.");
            default -> refused;
        };
    }

    private HttpRequest http(String target, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/"))
                .timeout(ANSWER)
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (key == null) {
            return request.header("X-Amz-Target", target).build();
        }
        int port = address.getPort();
        String host = address.getHost() + (port < 0 || port == (tls() ? 443 : 80) ? "" : ":" + port);
        Signed.headers(key, host, target, body, "states", Instant.now()).forEach(request::header);
        return request.build();
    }

    private boolean tls() {
        return "https".equals(address.getScheme());
    }

    /** All pages of a listing, or as much as is wanted. */
    List<JsonNode> all(String operation, ObjectNode request, String member, int most) {
        List<JsonNode> all = new ArrayList<>();
        ObjectNode next = request.deepCopy();
        while (true) {
            JsonNode page = call(operation, next.put("maxResults", Math.min(PAGE, most - all.size())));
            page.path(member).forEach(all::add);
            if (!page.hasNonNull("nextToken") || all.size() >= most) {
                return all;
            }
            next.put("nextToken", page.path("nextToken").asText());
        }
    }
}
