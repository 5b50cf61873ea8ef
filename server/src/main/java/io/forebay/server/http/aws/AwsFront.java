package io.forebay.server.http.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.forebay.engine.dataapi.DataApi;
import io.forebay.engine.dataapi.DataApiException;
import io.forebay.engine.flow.host.StateMachines;
import io.forebay.engine.flow.host.StatesException;
import io.forebay.engine.schedule.ScheduleException;
import io.forebay.engine.schedule.Scheduling;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests in AWS JSON 1.1 and 1.0, and those of EventBridge Scheduler by their paths. Thread-safe. */
public final class AwsFront {
    private static final Logger log = LoggerFactory.getLogger(AwsFront.class);

    /** SOURCE: AWS General Reference: a request to these services has at most 1 MB; batches of statements are larger. */
    private static final int LONGEST = 5 << 20;

    private static final String JSON_OLD = "application/x-amz-json-1.0";
    private static final String JSON_TYPE = "application/x-amz-json-1.1";
    private static final String ACCOUNT = "arn:aws:iam::000000000000:user/";
    /** Whose requests they are without keys, and whose the statements of state machines are. */
    public static final String LOCAL = ACCOUNT + "local";

    private static final Pattern SCHEDULER = Pattern.compile("/(schedules|schedule-groups|tags)(/.*)?");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, AwsService> services = new HashMap<>();
    private final @Nullable Scheduling scheduling;
    private final SigV4 signatures;
    private final boolean keyed;
    private final boolean open;

    /**
     * @param keys that requests are signed with
     * @param open whether, without any keys, every signature is taken: for a server that asks nobody for a password
     */
    public AwsFront(
            DataApi dataApi,
            StateMachines machines,
            Scheduling scheduling,
            List<AccessKey> keys,
            boolean open,
            Clock clock) {
        this(scheduling, keys, open, clock);
        add(new AwsService("RedshiftData", "redshift-data", (caller, operation, body) -> {
            try {
                return dataApi.call(caller, operation, body);
            } catch (DataApiException e) {
                throw new AwsException(e.status(), e.type(), String.valueOf(e.getMessage()), e.members());
            }
        }));
        add(new AwsService("AWSStepFunctions", "states", (caller, operation, body) -> {
            try {
                return machines.call(operation, body);
            } catch (StatesException e) {
                throw new AwsException(400, e.type(), String.valueOf(e.getMessage()));
            }
        }));
    }

    private AwsFront(@Nullable Scheduling scheduling, List<AccessKey> keys, boolean open, Clock clock) {
        this.scheduling = scheduling;
        Map<String, AccessKey> byId = new HashMap<>();
        keys.forEach(key -> byId.put(key.id(), key));
        this.signatures = new SigV4(byId, clock);
        this.keyed = !keys.isEmpty();
        this.open = open;
    }

    /** Without any service. */
    public static AwsFront none() {
        return new AwsFront(null, List.of(), false, Clock.systemUTC());
    }

    private void add(AwsService service) {
        services.put(service.target(), service);
    }

    /** Whether requests must be signed; others are taken only when they name this machine. */
    public boolean keyed() {
        return keyed;
    }

    /** Whether a request is for AWS's services. A browser cannot send one to another site without asking first. */
    public static boolean takes(HttpExchange exchange) {
        return scheduler(exchange)
                || exchange.getRequestMethod().equals("POST")
                        && exchange.getRequestURI().getPath().equals("/")
                        && exchange.getRequestHeaders().getFirst("X-Amz-Target") != null;
    }

    /** Whether a request is for EventBridge Scheduler, whose operations are paths. They are always signed. */
    private static boolean scheduler(HttpExchange exchange) {
        String signature = exchange.getRequestHeaders().getFirst("Authorization");
        return signature != null
                && signature.startsWith("AWS4-HMAC-SHA256")
                && SCHEDULER.matcher(exchange.getRequestURI().getPath()).matches();
    }

    /** Answers a request. */
    public void answer(HttpExchange exchange) throws IOException {
        String id = UUID.randomUUID().toString();
        int status = 200;
        JsonNode answer;
        try {
            answer = call(exchange);
        } catch (AwsException e) {
            status = e.status();
            answer = error(e);
        } catch (RuntimeException e) {
            log.error("a request failed request={}", id, e);
            status = 500;
            answer =
                    error(new AwsException(500, "InternalServerException", "The server has failed; its log says why."));
        }
        byte[] bytes = JSON.writeValueAsBytes(answer);
        if (status != 200) {
            exchange.getResponseHeaders()
                    .set("x-amzn-ErrorType", answer.path("__type").asText());
        }
        String asked = exchange.getRequestHeaders().getFirst("Content-Type");
        exchange.getResponseHeaders().set("Content-Type", JSON_OLD.equals(asked) ? JSON_OLD : JSON_TYPE);
        exchange.getResponseHeaders().set("x-amzn-RequestId", id);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static ObjectNode error(AwsException e) {
        ObjectNode error = JSON.createObjectNode()
                .put("__type", e.type())
                .put("Message", e.getMessage())
                .put("message", e.getMessage());
        e.members().forEach(error::put);
        return error;
    }

    private JsonNode call(HttpExchange exchange) throws IOException, AwsException {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            throw new AwsException(
                    413, "RequestEntityTooLargeException", "A request has at most " + LONGEST + " bytes.");
        }
        if (scheduler(exchange)) {
            return schedule(exchange, body);
        }
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        int dot = target.lastIndexOf('.');
        AwsService service = services.get(target.substring(0, Math.max(dot, 0)));
        if (service == null) {
            throw new AwsException(400, "UnknownOperationException", "X-Amz-Target " + target + " is not known here.");
        }
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.startsWith("application/x-amz-json-1.")) {
            throw new AwsException(400, "SerializationException", "The Content-Type must be " + JSON_TYPE + ".");
        }
        String caller = caller(exchange, SigV4.Line.TARGETED, body, service.signing());
        return service.operations().call(caller, target.substring(dot + 1), parsed(body));
    }

    private JsonNode schedule(HttpExchange exchange, byte[] body) throws IOException, AwsException {
        URI uri = exchange.getRequestURI();
        caller(
                exchange,
                new SigV4.Line(exchange.getRequestMethod(), uri.getRawPath(), uri.getRawQuery()),
                body,
                "scheduler");
        if (scheduling == null) {
            throw new AwsException(404, "ResourceNotFoundException", "There are no schedules here.");
        }
        try {
            return scheduling.call(exchange.getRequestMethod(), uri.getPath(), query(uri.getRawQuery()), parsed(body));
        } catch (ScheduleException e) {
            throw new AwsException(e.status(), e.type(), String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String parameter : raw == null ? new String[0] : raw.split("&")) {
            int equal = parameter.indexOf('=');
            if (equal > 0) {
                query.put(decoded(parameter.substring(0, equal)), decoded(parameter.substring(equal + 1)));
            }
        }
        return query;
    }

    /** A plus sign is one. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private String caller(HttpExchange exchange, SigV4.Line line, byte[] body, String signing) throws AwsException {
        if (keyed) {
            return ACCOUNT
                    + signatures
                            .verify(line, name -> header(exchange, name), body, signing)
                            .id();
        }
        if (!open) {
            throw new AwsException(
                    403,
                    "AccessDeniedException",
                    "The server asks for a password and has no access keys; give it some by its setting access-key.");
        }
        return LOCAL;
    }

    private static @Nullable String header(HttpExchange exchange, String name) {
        List<String> values = exchange.getRequestHeaders().get(name);
        return values == null ? null : String.join(",", values);
    }

    static JsonNode parsed(byte[] body) throws AwsException {
        try {
            JsonNode parsed = JSON.readTree(body);
            return parsed == null || parsed.isMissingNode() ? JSON.createObjectNode() : parsed;
        } catch (IOException e) { // also what is no text in the encoding that it seems to be in
            throw new AwsException(400, "SerializationException", "The request is no JSON.");
        }
    }
}
