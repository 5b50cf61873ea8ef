package io.forebay.engine.flow.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.host.TaskFailure;
import io.forebay.engine.flow.value.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as a task's parameters ask for it. SOURCE: the Step Functions Developer Guide, "Call HTTPS APIs".
 *
 * @param headers by their names, whatever their letters
 */
record HttpCall(URI address, String method, Map<String, String> headers, @Nullable String body) {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");
    private static final Set<String> FORBIDDEN = Set.of(
            "a-im",
            "accept-charset",
            "accept-datetime",
            "accept-encoding",
            "authorization",
            "cache-control",
            "connection",
            "content-encoding",
            "content-md5",
            "date",
            "expect",
            "forwarded",
            "from",
            "host",
            "http2-settings",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "max-forwards",
            "origin",
            "pragma",
            "proxy-authorization",
            "referer",
            "server",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via",
            "warning");
    private static final Pattern FORBIDDEN_START = Pattern.compile("x-(forwarded|amz|amzn)-.*");
    private static final String TYPE = "Content-Type";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** @throws TaskFailure States.Runtime for what is no request */
    static HttpCall of(JsonNode parameters) throws TaskFailure {
        String method = text(parameters, "Method");
        if (!METHODS.contains(method)) {
            throw TaskFailure.runtime("Method must be one of " + String.join(", ", new TreeSet<>(METHODS)) + ".");
        }
        Map<String, String> headers = headers(parameters.path("Headers"));
        JsonNode body = parameters.path("RequestBody");
        if (body.isMissingNode() || body.isNull()) {
            return new HttpCall(address(parameters), method, headers, null);
        }
        JsonNode transform = parameters.path("Transform");
        boolean form = word(transform.path("RequestBodyEncoding"), "NONE", "NONE", "URL_ENCODED")
                .equals("URL_ENCODED");
        String lists = word(
                transform.path("RequestEncodingOptions").path("ArrayFormat"),
                "INDICES",
                "INDICES",
                "REPEAT",
                "COMMAS",
                "BRACKETS");
        headers.putIfAbsent(TYPE, form ? FORM : "application/json");
        String text = form ? FormBody.of(body, FormBody.Lists.valueOf(lists)) : FormBody.text(body);
        return new HttpCall(address(parameters), method, headers, text);
    }

    private static String text(JsonNode parameters, String name) throws TaskFailure {
        JsonNode value = parameters.path(name);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw TaskFailure.runtime(name + " is required, and must be a string.");
        }
        return value.textValue();
    }

    private static String word(JsonNode value, String otherwise, String... words) throws TaskFailure {
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!List.of(words).contains(value.asText())) {
            throw TaskFailure.runtime(
                    "Transform must have one of " + String.join(", ", words) + ", not " + Json.text(value) + ".");
        }
        return value.asText();
    }

    private static URI address(JsonNode parameters) throws TaskFailure {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member :
                parameters.path("QueryParameters").properties()) {
            for (String value : FormBody.texts(member.getValue())) {
                pairs.add((FormBody.encoded(member.getKey()) + "=" + FormBody.encoded(value)).replace("+", "%20"));
            }
        }
        String endpoint = text(parameters, "ApiEndpoint").replaceFirst("#.*", ""); // which is never sent
        String join = pairs.isEmpty() ? "" : endpoint.contains("?") ? "&" : "?";
        return address(endpoint + join + String.join("&", pairs));
    }

    private static URI address(String text) throws TaskFailure {
        try {
            URI address = URI.create(text);
            if (http(address) && address.getRawUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw TaskFailure.runtime("ApiEndpoint is no URL: " + e.getMessage());
        }
        throw TaskFailure.runtime("ApiEndpoint must be an http or https URL without a login in it.");
    }

    static boolean http(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        return (scheme.equals("http") || scheme.equals("https")) && address.getHost() != null;
    }

    private static Map<String, String> headers(JsonNode given) throws TaskFailure {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, JsonNode> member : given.properties()) {
            String name = member.getKey().toLowerCase(Locale.ROOT);
            if (FORBIDDEN.contains(name) || FORBIDDEN_START.matcher(name).matches()) {
                throw TaskFailure.runtime("The 'Headers' field contains unsupported values: [" + name + "]");
            }
            if (!name.equals("content-length")) { // the body says it
                headers.put(member.getKey(), String.join(",", FormBody.texts(member.getValue())));
            }
        }
        return headers;
    }

    /** @throws TaskFailure States.Runtime for headers that cannot be sent */
    HttpRequest request() throws TaskFailure {
        HttpRequest.BodyPublisher sent =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(address).method(method, sent);
            headers.forEach(request::header);
            return request.setHeader("User-Agent", "forebay").build();
        } catch (IllegalArgumentException e) {
            throw TaskFailure.runtime("A header of the request is not valid."); // the reason would show its value
        }
    }

    HttpCall with(String header, String value) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.put(header, value);
        return new HttpCall(address, method, all, body);
    }

    /** Where an answer sends it on to; secrets and other headers stay with the host that they were meant for. */
    HttpCall redirected(URI to, int status) {
        boolean same = to.getHost().equalsIgnoreCase(address.getHost())
                && HttpRules.port(to) == HttpRules.port(address)
                && to.getScheme().equalsIgnoreCase(address.getScheme());
        boolean kept = status == 307 || status == 308 || method.equals("HEAD");
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (same || name.equalsIgnoreCase(TYPE)) {
                sent.put(name, value);
            }
        });
        if (!kept) {
            sent.remove(TYPE);
        }
        return new HttpCall(to, kept ? method : "GET", sent, kept ? body : null);
    }
}
