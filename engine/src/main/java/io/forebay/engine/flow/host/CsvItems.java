package io.forebay.engine.flow.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The rows of a CSV text as objects of texts, by the names of its header. What a row has too few are empty texts, what it has
 * too many is left out. SOURCE: RFC 4180; executions on AWS.
 */
final class CsvItems {
    private final String text;
    private final char delimiter;
    private int at;

    private CsvItems(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    static List<JsonNode> of(String text, JsonNode config) throws TaskFailure {
        CsvItems reader = new CsvItems(text.startsWith("\uFEFF") ? text.substring(1) : text, delimiter(config));
        List<String> header = new ArrayList<>();
        config.path("CSVHeaders").forEach(name -> header.add(name.asText()));
        check(header);
        boolean first = config.path("CSVHeaderLocation").asText("FIRST_ROW").equals("FIRST_ROW");
        List<JsonNode> items = new ArrayList<>();
        while (reader.at < reader.text.length()) {
            List<String> fields = reader.row();
            if (fields.size() == 1 && fields.get(0).isEmpty()) {
                continue;
            }
            if (first && header.isEmpty()) {
                header.addAll(fields);
                check(header);
                continue;
            }
            ObjectNode item = Json.object();
            for (int i = 0; i < header.size(); i++) {
                item.put(header.get(i), i < fields.size() ? fields.get(i) : "");
            }
            items.add(item);
        }
        return items;
    }

    private static void check(List<String> header) throws TaskFailure {
        if (Set.copyOf(header).size() < header.size()) {
            throw new TaskFailure(null, "CSV headers cannot contain duplicates.");
        }
    }

    private static char delimiter(JsonNode config) {
        return switch (config.path("CSVDelimiter").asText("COMMA")) {
            case "PIPE" -> '|';
            case "SEMICOLON" -> ';';
            case "SPACE" -> ' ';
            case "TAB" -> '\t';
            default -> ',';
        };
    }

    private List<String> row() {
        List<String> fields = new ArrayList<>();
        while (true) {
            fields.add(field());
            if (at >= text.length()) {
                return fields;
            }
            char c = text.charAt(at++);
            if (c == '\n') {
                return fields;
            }
            if (c == '\r') {
                at += at < text.length() && text.charAt(at) == '\n' ? 1 : 0;
                return fields;
            }
        }
    }

    private String field() {
        StringBuilder field = new StringBuilder();
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        at += quoted ? 1 : 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quoted && c == '"') {
                boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == '"';
                if (doubled) {
                    at++;
                } else {
                    at++;
                    quoted = false;
                    continue;
                }
            } else if (!quoted && (c == delimiter || c == '\n' || c == '\r')) {
                break;
            }
            field.append(c);
            at++;
        }
        return field.toString();
    }
}
