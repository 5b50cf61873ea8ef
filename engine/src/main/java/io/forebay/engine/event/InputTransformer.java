package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values of the event in a template. Outside of quotes a value is put in as JSON, inside of them as text, which is not
 * escaped. SOURCE: the EventBridge User Guide, "Amazon EventBridge input transformation".
 */
record InputTransformer(Map<String, EventPath> paths, List<TemplatePart> parts) implements InputShape {
    private static final int MOST_PATHS = 100;
    private static final String EVENT = "aws.events.event";
    private static final String WHOLE_EVENT = "aws.events.event.json";
    private static final Set<String> RESERVED = Set.of(
            "aws.events.rule-arn", "aws.events.rule-name", "aws.events.event.ingestion-time", EVENT, WHOLE_EVENT);

    static InputTransformer read(JsonNode value) {
        JsonNode template = value.path("InputTemplate");
        if (!template.isTextual() || template.textValue().isEmpty()) {
            throw InputShape.refused("InputTransformer needs InputTemplate, a string");
        }
        if (template.textValue().length() > LONGEST) {
            throw InputShape.refused(
                    "InputTemplate has " + template.textValue().length() + " characters; " + LONGEST + " are allowed");
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (!member.getKey().equals("InputTemplate") && !member.getKey().equals("InputPathsMap")) {
                throw InputShape.refused("InputTransformer has no member '" + member.getKey() + "'");
            }
        }
        Map<String, EventPath> paths = paths(value.path("InputPathsMap"));
        List<TemplatePart> parts = TemplatePart.split(template.textValue());
        parts.stream().filter(TemplatePart::variable).forEach(part -> check(part, paths));
        return new InputTransformer(paths, parts);
    }

    private static Map<String, EventPath> paths(JsonNode map) {
        Map<String, EventPath> paths = new HashMap<>();
        if (!map.isMissingNode() && !map.isObject() || map.size() > MOST_PATHS) {
            throw InputShape.refused("InputPathsMap must be an object of at most " + MOST_PATHS + " paths");
        }
        for (Map.Entry<String, JsonNode> member : map.properties()) {
            String name = member.getKey();
            if (!name.matches("[A-Za-z0-9_-]{1,256}") || name.regionMatches(true, 0, "aws", 0, 3)) {
                throw InputShape.refused("'" + name + "' in InputPathsMap must be letters, digits, _ and -, and not"
                        + " begin with AWS");
            }
            paths.put(name, EventPath.read(member.getValue(), "InputPathsMap." + name));
        }
        return paths;
    }

    private static void check(TemplatePart part, Map<String, EventPath> paths) {
        String name = part.text();
        if (!RESERVED.contains(name) && !paths.containsKey(name)) {
            throw InputShape.refused("<" + name + "> in InputTemplate is neither in InputPathsMap nor reserved");
        }
        if (part.quoted() && (name.equals(EVENT) || name.equals(WHOLE_EVENT))) {
            throw InputShape.refused("<" + name + "> in InputTemplate cannot be inside of quotes");
        }
    }

    @Override
    public String apply(JsonNode event, Reserved reserved) {
        StringBuilder out = new StringBuilder();
        for (TemplatePart part : parts) {
            if (!part.variable()) {
                out.append(part.text());
                continue;
            }
            Optional<JsonNode> value = value(part.text(), event, reserved);
            if (value.isEmpty() && !part.quoted()) {
                throw InputShape.refused("<" + part.text() + "> finds nothing in the event" + way(part.text())
                        + "; inside of quotes it would be empty");
            }
            value.ifPresent(each -> out.append(part.quoted() ? Json.plain(each) : Json.text(each)));
        }
        String text = out.toString();
        InputShape.check(text, "What InputTemplate has given");
        return text;
    }

    private String way(String name) {
        EventPath path = paths.get(name);
        return path == null ? "" : " by " + path.text();
    }

    private Optional<JsonNode> value(String name, JsonNode event, Reserved reserved) {
        return switch (name) {
            case "aws.events.rule-arn" -> text(reserved.ruleArn());
            case "aws.events.rule-name" -> text(reserved.ruleName());
            case "aws.events.event.ingestion-time" ->
                text(reserved.ingestionTime().toString());
            case WHOLE_EVENT -> Optional.of(event);
            case EVENT -> Optional.of(withoutDetail(event));
            default -> Optional.ofNullable(paths.get(name)).flatMap(path -> path.find(event));
        };
    }

    private static Optional<JsonNode> text(String text) {
        return Optional.of(Json.object().textNode(text));
    }

    private static JsonNode withoutDetail(JsonNode event) {
        ObjectNode rest = Json.object();
        event.properties().forEach(member -> rest.set(member.getKey(), member.getValue()));
        rest.remove("detail");
        return rest;
    }
}
