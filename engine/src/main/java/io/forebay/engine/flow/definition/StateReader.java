package io.forebay.engine.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.choice.Condition;
import io.forebay.engine.flow.choice.Conditions;
import io.forebay.engine.flow.data.Expression;
import io.forebay.engine.flow.data.JsonataExpression;
import io.forebay.engine.flow.data.Template;
import io.forebay.engine.flow.value.Limits;
import io.forebay.engine.flow.value.Timestamps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one state. */
final class StateReader {
    private final MachineReader machines;
    private final String name;
    private final Fields fields;
    private final Language language;
    /** Where each transition is written, and where to. */
    private final Map<String, String> targets = new LinkedHashMap<>();

    StateReader(MachineReader machines, String name, Fields fields) {
        this.machines = machines;
        this.name = name;
        this.fields = fields;
        this.language = DefinitionReader.language(fields, machines.language());
    }

    Map<String, String> targets() {
        return targets;
    }

    Optional<State> read() {
        fields.require("Type");
        String type = fields.text("Type");
        if (type == null) {
            return Optional.empty();
        }
        if (!Supported.type(type)) {
            fields.bad(
                    "Type",
                    "The type '" + type + "' is not one of Pass, Task, Choice, Wait, Succeed, Fail, Parallel, Map");
            return Optional.empty();
        }
        if (machines.language() == Language.JSONATA && language == Language.JSON_PATH) {
            fields.bad("QueryLanguage", "A state of a JSONata machine can't be of JSONPath");
        }
        fields.allow(Supported.fields(type, language), "a " + type + " state with " + language.label());
        fields.text("Comment");
        State.Common common = common(type);
        return switch (type) {
            case "Pass" -> Optional.of(new State.Pass(common, filters(parameters()), fields.find("Result")));
            case "Task" -> task(common);
            case "Choice" -> Optional.of(choice(common));
            case "Wait" -> Optional.of(await(common));
            case "Succeed" -> Optional.of(new State.Succeed(common));
            case "Fail" -> Optional.of(new State.Fail(common, words("Error"), words("Cause")));
            case "Parallel" -> Optional.of(parallel(common));
            default -> new MapReader(machines, this, fields).read(common);
        };
    }

    Language language() {
        return language;
    }

    private State.Common common(String type) {
        return new State.Common(
                name,
                type,
                language,
                fields.selection("InputPath"),
                fields.selection("OutputPath"),
                fields.template("Output", language),
                fields.assign(language),
                next(type));
    }

    private @Nullable String next(String type) {
        if (type.equals("Choice") || type.equals("Succeed") || type.equals("Fail")) {
            return null;
        }
        String next = fields.text("Next");
        boolean end = fields.flag("End");
        fields.oneOf("Next", "End");
        if (!fields.has("Next") && !end) {
            fields.bad("One of these fields is required: [Next, End]");
        }
        if (next != null) {
            targets.put(fields.at("Next"), next);
        }
        return next;
    }

    /** The field of a task's parameters. */
    String parameters() {
        return language == Language.JSONATA ? "Arguments" : "Parameters";
    }

    State.Filters filters(String parameters) {
        return new State.Filters(
                fields.template(parameters, language), fields.template("ResultSelector", language), fields.placement());
    }

    private Optional<State> task(State.Common common) {
        fields.require("Resource");
        String resource = fields.text("Resource");
        if (resource != null && !resource.startsWith("arn:")) {
            fields.bad("Resource", "The value of 'Resource' is not a valid ARN: " + resource);
        }
        NumberField timeout = fields.numberOrPath("TimeoutSeconds", language, 1, Limits.SECONDS);
        NumberField heartbeat = fields.numberOrPath("HeartbeatSeconds", language, 1, Limits.SECONDS);
        if (heartbeat != null && timeout != null && heartbeat.constant() != null && timeout.constant() != null) {
            if (heartbeat.constant().longValue() >= timeout.constant().longValue()) {
                fields.bad("HeartbeatSeconds", "The value of 'HeartbeatSeconds' must be less than 'TimeoutSeconds'");
            }
        }
        Expression credentials = fields.template("Credentials", language);
        if (resource == null) {
            return Optional.empty();
        }
        return Optional.of(new State.Task(
                common, filters(parameters()), recovery(), Resource.of(resource), timeout, heartbeat, credentials));
    }

    private State.Choice choice(State.Common common) {
        List<State.Rule> rules = new ArrayList<>();
        for (Fields body : fields.filled("Choices")) {
            body.require("Next");
            String next = body.text("Next");
            Condition condition = condition(body);
            if (next != null) {
                targets.put(body.at("Next"), next);
                rules.add(new State.Rule(condition, next, body.template("Output", language), body.assign(language)));
            }
        }
        String otherwise = fields.text("Default");
        if (otherwise != null) {
            targets.put(fields.at("Default"), otherwise);
        }
        return new State.Choice(common, rules, otherwise);
    }

    private Condition condition(Fields rule) {
        if (language == Language.JSONATA) {
            rule.allow(Set.of("Next", "Comment", "Assign", "Output", "Condition"), "a rule with JSONata");
            return Conditions.ofJsonata(rule.object(), rule.pointer(), rule.problems());
        }
        for (String foreign : List.of("Condition", "Output")) {
            if (rule.has(foreign)) {
                rule.bad(foreign, "Field '" + foreign + "' is not supported in a rule with JSONPath");
            }
        }
        return Conditions.ofPaths(rule.object(), rule.pointer(), rule.problems());
    }

    private State.Wait await(State.Common common) {
        List<String> forms = Stream.of("Seconds", "SecondsPath", "Timestamp", "TimestampPath")
                .filter(fields::has)
                .toList();
        if (forms.size() != 1) {
            fields.bad("Exactly one of Seconds, SecondsPath, Timestamp, TimestampPath must be there, not " + forms);
        }
        return new State.Wait(common, fields.numberOrPath("Seconds", language, 0, Limits.SECONDS), timestamp());
    }

    private @Nullable TimeField timestamp() {
        if (fields.has("TimestampPath") && language == Language.JSON_PATH) {
            return fields.single("TimestampPath")
                    .map(path -> new TimeField(null, path, null))
                    .orElse(null);
        }
        String text = fields.text("Timestamp");
        if (text == null) {
            return null;
        }
        if (language == Language.JSONATA && JsonataExpression.is(text)) {
            return fields.compile("Timestamp", source -> JsonataExpression.compile(source, "Timestamp"))
                    .map(expression -> new TimeField(null, null, expression))
                    .orElse(null);
        }
        if (Timestamps.find(text).isEmpty()) {
            fields.bad("Timestamp", "The value of 'Timestamp' must be a time of RFC 3339 such as 2026-01-01T00:00:00Z");
        }
        return new TimeField(fields.find("Timestamp"), null, null);
    }

    private @Nullable TextField words(String field) {
        String pathName = field + "Path";
        fields.oneOf(field, pathName);
        if (fields.has(pathName) && language == Language.JSON_PATH) {
            return fields.compile(pathName, text -> new TextField(pathName, text, Template.pathOrCall(pathName, text)))
                    .orElse(null);
        }
        String text = fields.text(field);
        if (text == null) {
            return null;
        }
        if (language == Language.JSONATA) {
            Expression expression = fields.template(field, language);
            return expression == null ? null : new TextField(field, text, expression);
        }
        JsonNode constant = fields.object().path(field);
        return new TextField(field, text, Expression.constant(constant));
    }

    private State.Parallel parallel(State.Common common) {
        List<Machine> branches = new ArrayList<>();
        for (Fields branch : fields.filled("Branches")) {
            branch.allow(Set.of("StartAt", "States", "Comment"), "a branch");
            machines.read(branch).ifPresent(branches::add);
        }
        return new State.Parallel(common, filters(parameters()), recovery(), branches);
    }

    State.Recovery recovery() {
        return new RecoveryReader(fields, language, targets).read();
    }
}
