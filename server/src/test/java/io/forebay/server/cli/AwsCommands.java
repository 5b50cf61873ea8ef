package io.forebay.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs what a page shows of AWS's command line, without it: {@code aws SERVICE OPERATION --OPTION VALUE…} and
 * {@code name=$(aws …)}, by one request to a server each. Of {@code --query} only a member's name is known.
 */
final class AwsCommands {
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)=\\$\\((aws .*)\\)", Pattern.DOTALL);
    private static final Map<String, String> TARGETS =
            Map.of("redshift-data", "RedshiftData.", "stepfunctions", "AWSStepFunctions.");
    private static final Set<String> LISTS = Set.of("sqls", "parameters");
    private static final Set<String> OBJECTS = Set.of("target", "flexible-time-window");
    /** What is printed of a call that was refused begins so. */
    static final String ERROR = "An error occurred: ";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> variables = new HashMap<>();
    private final Path folder;
    private final URI server;

    /** @param folder where the files are that {@code file://} names */
    AwsCommands(Path folder, int httpPort) {
        this.folder = folder;
        this.server = URI.create("http://127.0.0.1:" + httpPort + "/");
    }

    /** The commands of a block, if it has some. */
    static List<String> of(String block) {
        return block.replace("\\\n", " ")
                .lines()
                .filter(line ->
                        line.startsWith("aws ") || ASSIGNMENT.matcher(line).matches())
                .toList();
    }

    /** What the command prints. */
    String run(String command) throws IOException, InterruptedException {
        Matcher assignment = ASSIGNMENT.matcher(command);
        if (assignment.matches()) {
            variables.put(assignment.group(1), run(assignment.group(2)).strip());
            return "";
        }
        List<String> words = ShellWords.of(command, variables);
        Map<String, JsonNode> options = options(words.subList(3, words.size()));
        JsonNode query = options.remove("query");
        options.remove("output");
        JsonNode endpoint = options.remove("endpoint-url");
        if (endpoint != null && !endpoint.asText().equals("http://127.0.0.1:5480")) {
            throw new IOException("no server of a reader's is at " + endpoint);
        }
        HttpRequest request = words.get(1).equals("scheduler")
                ? schedule(words.get(2), options)
                : operation(words.get(1), words.get(2), options);
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            return ERROR + answer.body() + "\n";
        }
        JsonNode told = JSON.readTree(answer.body());
        JsonNode asked = query == null ? told : told.path(query.asText());
        return (asked.isValueNode() ? asked.asText() : asked.toPrettyString()) + "\n";
    }

    private HttpRequest operation(String service, String operation, Map<String, JsonNode> options) {
        return HttpRequest.newBuilder(server)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", TARGETS.get(service) + camel(operation, true))
                .POST(body(options, service.equals("redshift-data")))
                .build();
    }

    /** Of EventBridge Scheduler, whose requests are resources: create-schedule, get-schedule, list-schedules. */
    private HttpRequest schedule(String operation, Map<String, JsonNode> options) {
        JsonNode name = options.remove("name");
        URI resource = server.resolve("/schedules" + (name == null ? "" : "/" + name.asText()));
        HttpRequest.Builder request = HttpRequest.newBuilder(resource)
                .header("Content-Type", "application/json")
                .header("Authorization", "AWS4-HMAC-SHA256 of anybody");
        return operation.startsWith("create-")
                ? request.POST(body(options, true)).build()
                : request.GET().build();
    }

    private static HttpRequest.BodyPublisher body(Map<String, JsonNode> options, boolean capital) {
        ObjectNode body = JSON.createObjectNode();
        options.forEach((name, value) -> body.set(camel(name, capital), value));
        return HttpRequest.BodyPublishers.ofString(body.toString());
    }

    private Map<String, JsonNode> options(List<String> words) throws IOException {
        Map<String, JsonNode> options = new HashMap<>();
        Iterator<String> each = words.iterator();
        String name = "";
        while (each.hasNext()) {
            String word = each.next();
            if (word.startsWith("--")) {
                name = word.substring(2);
                options.put(
                        name,
                        LISTS.contains(name)
                                ? JSON.createArrayNode()
                                : JSON.getNodeFactory().booleanNode(true));
            } else if (options.get(name) instanceof ArrayNode list) {
                list.add(
                        name.equals("parameters")
                                ? members(word)
                                : JSON.getNodeFactory().textNode(word));
            } else if (OBJECTS.contains(name)) {
                options.put(name, word.startsWith("{") ? JSON.readTree(word) : members(word));
            } else {
                options.put(name, value(word));
            }
        }
        return options;
    }

    private JsonNode value(String word) throws IOException {
        if (word.matches("\\d{1,6}")) {
            return JSON.readTree(word);
        }
        String text = word.startsWith("file://") ? Files.readString(folder.resolve(word.substring(7))) : word;
        return JSON.getNodeFactory().textNode(text);
    }

    /** Of {@code name=id,value=2}. */
    private static ObjectNode members(String word) {
        ObjectNode members = JSON.createObjectNode();
        for (String member : word.split(",")) {
            members.put(member.replaceFirst("=.*", ""), member.replaceFirst("[^=]*=", ""));
        }
        return members;
    }

    private static String camel(String name, boolean capital) {
        return Pattern.compile("-(.)").matcher((capital ? "-" : "") + name).replaceAll(part -> part.group(1)
                .toUpperCase(Locale.ROOT));
    }
}
