package io.forebay.engine.flow.host.task;

import io.forebay.engine.flow.host.TaskFailure;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where {@code http:invoke} may go, and how it logs in. What a connection holds is in no message and no log.
 *
 * @param allowed hosts, or {@code host:port}; {@code *} for all
 * @param connections by their names
 */
public record HttpRules(List<String> allowed, Map<String, Connection> connections) {
    /** Nowhere. */
    public static final HttpRules NONE = new HttpRules(List.of(), Map.of());

    private static final String ARN_PART = ":connection/";

    public HttpRules {
        allowed = allowed.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
        connections = Map.copyOf(connections);
    }

    /** The header that logs in. */
    public record Connection(String header, String value) {
        @Override
        public String toString() {
            return "Connection[" + header + "]";
        }
    }

    /** @throws TaskFailure States.Permissions */
    void check(URI address) throws TaskFailure {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        if (!allowed.contains("*") && !allowed.contains(host) && !allowed.contains(host + ":" + port(address))) {
            throw new TaskFailure(
                    "States.Permissions",
                    "The setting http-invoke.allow does not allow calls to " + host + ":" + port(address)
                            + (allowed.isEmpty() ? ": it allows none." : "."));
        }
    }

    static int port(URI address) {
        int given = address.getPort();
        return given >= 0 ? given : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    /** @param arn of a connection of EventBridge, or only its name */
    Connection connection(String arn) throws TaskFailure {
        int part = arn.indexOf(ARN_PART);
        String name = part < 0 ? arn : arn.substring(part + ARN_PART.length()).replaceFirst("/.*", "");
        Connection connection = connections.get(name);
        if (connection == null) {
            throw new TaskFailure(
                    "Events.ConnectionResource.ResourceNotFound",
                    "No setting connection." + name + " says how to log in. There are "
                            + (connections.isEmpty() ? "none" : String.join(", ", new TreeMap<>(connections).keySet()))
                            + ".");
        }
        return connection;
    }
}
