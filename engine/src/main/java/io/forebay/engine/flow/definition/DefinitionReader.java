package io.forebay.engine.flow.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import io.forebay.engine.flow.value.Problem;
import io.forebay.engine.flow.value.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a definition and reports all that is wrong with it at once. Used once. */
final class DefinitionReader {
    private static final Set<String> FIELDS =
            Set.of("Comment", "Version", "QueryLanguage", "TimeoutSeconds", "StartAt", "States");

    private final Problems problems = new Problems();

    List<Problem> problems() {
        return problems.list();
    }

    Optional<Definition> read(String json) {
        if (json.length() > Limits.DEFINITION) {
            problems.schema("", "The definition has more than " + Limits.DEFINITION + " characters");
            return Optional.empty();
        }
        JsonNode tree;
        try {
            tree = Json.parseStrictly(json);
        } catch (JsonProcessingException e) {
            problems.add(Problem.JSON, "", e.getOriginalMessage());
            return Optional.empty();
        }
        if (!(tree instanceof ObjectNode object)) {
            problems.schema("", "The definition must be an OBJECT");
            return Optional.empty();
        }
        return read(new Fields(object, "", problems));
    }

    private Optional<Definition> read(Fields fields) {
        fields.allow(FIELDS, "a state machine");
        String version = fields.text("Version");
        if (version != null && !version.equals("1.0")) {
            fields.bad("Version", "The value of 'Version' must be \"1.0\"");
        }
        fields.text("Comment");
        Language language = language(fields, Language.JSON_PATH);
        int timeout = fields.number("TimeoutSeconds", 1, Limits.SECONDS, 0);
        MachineReader machines = new MachineReader(language, problems);
        return machines.read(fields).map(machine -> new Definition(machine, timeout == 0 ? null : (long) timeout));
    }

    static Language language(Fields fields, Language otherwise) {
        String text = fields.text("QueryLanguage");
        if (text == null) {
            return otherwise;
        }
        for (Language language : Language.values()) {
            if (language.label().equals(text)) {
                return language;
            }
        }
        fields.bad("QueryLanguage", "The value of 'QueryLanguage' must be JSONPath or JSONata");
        return otherwise;
    }
}
