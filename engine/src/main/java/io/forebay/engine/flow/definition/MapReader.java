package io.forebay.engine.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.data.Expression;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what only Map states have. */
final class MapReader {
    private static final Set<String> INPUT_TYPES = Set.of("CSV", "JSON", "JSONL", "PARQUET", "MANIFEST");
    private static final Set<String> DELIMITERS = Set.of("COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB");

    private final MachineReader machines;
    private final StateReader state;
    private final Fields fields;

    MapReader(MachineReader machines, StateReader state, Fields fields) {
        this.machines = machines;
        this.state = state;
        this.fields = fields;
    }

    Optional<State> read(State.Common common) {
        fields.oneOf("ItemProcessor", "Iterator");
        fields.oneOf("ItemSelector", "Parameters");
        String field = fields.has("Iterator") ? "Iterator" : "ItemProcessor";
        if (!fields.has("Iterator")) {
            fields.require("ItemProcessor");
        }
        Optional<Fields> processor = fields.fields(field);
        if (processor.isEmpty()) {
            return Optional.empty();
        }
        Fields body = processor.get();
        body.allow(Set.of("StartAt", "States", "ProcessorConfig", "Comment"), "an item processor");
        String executionType = executionType(body);
        Tolerance tolerance = new Tolerance(
                number("MaxConcurrency", Integer.MAX_VALUE),
                number("ToleratedFailureCount", Integer.MAX_VALUE),
                number("ToleratedFailurePercentage", 100));
        Distribution distribution = executionType == null ? null : distribution(executionType);
        if (distribution == null) {
            refuseDistributed();
        }
        boolean old = fields.has("Parameters") && state.language() == Language.JSON_PATH;
        State.Filters filters = state.filters(old ? "Parameters" : "ItemSelector");
        return machines.read(body)
                .map(machine ->
                        new State.Map(common, filters, state.recovery(), machine, source(), tolerance, distribution));
    }

    private ItemSource source() {
        if (state.language() == Language.JSON_PATH) {
            return new ItemSource(fields.single("ItemsPath").orElse(null), null);
        }
        JsonNode items = fields.find("Items");
        if (items != null && !items.isArray() && !items.isObject() && !items.isTextual()) {
            fields.bad("Items", "The value of 'Items' must be an ARRAY, an OBJECT or a JSONata expression");
        }
        return new ItemSource(null, fields.template("Items", state.language()));
    }

    /** Null for an inline Map. */
    private static @Nullable String executionType(Fields processor) {
        Optional<Fields> config = processor.fields("ProcessorConfig");
        if (config.isEmpty()) {
            return null;
        }
        Fields fields = config.get();
        fields.allow(Set.of("Mode", "ExecutionType"), "ProcessorConfig");
        String mode = fields.text("Mode");
        String type = fields.text("ExecutionType");
        if (mode != null && !mode.equals("INLINE") && !mode.equals("DISTRIBUTED")) {
            fields.bad("Mode", "The value of 'Mode' must be INLINE or DISTRIBUTED");
        }
        if (!"DISTRIBUTED".equals(mode)) {
            return null;
        }
        fields.require("ExecutionType");
        if (type != null && !type.equals("STANDARD") && !type.equals("EXPRESS")) {
            fields.bad("ExecutionType", "The value of 'ExecutionType' must be STANDARD or EXPRESS");
        }
        return type == null ? "STANDARD" : type;
    }

    private void refuseDistributed() {
        for (String field : Set.of("ItemReader", "ItemBatcher", "ResultWriter", "Label")) {
            if (fields.has(field)) {
                fields.bad(field, "Field '" + field + "' is only supported in a Map with the mode DISTRIBUTED");
            }
        }
    }

    private Distribution distribution(String executionType) {
        String label = fields.text("Label");
        if (label != null && label.length() > Limits.LABEL) {
            fields.bad("Label", "The value of 'Label' must have at most " + Limits.LABEL + " characters");
        }
        return new Distribution(
                executionType,
                label,
                fields.fields("ItemReader").map(this::reader).orElse(null),
                fields.fields("ItemBatcher").map(this::batcher).orElse(null),
                fields.fields("ResultWriter").map(this::writer).orElse(null));
    }

    private Distribution.Reader reader(Fields reader) {
        reader.allow(Set.of("Resource", state.parameters(), "ReaderConfig"), "ItemReader");
        reader.require("Resource");
        String resource = reader.text("Resource");
        NumberField most = null;
        Expression config = Expression.constant(Json.object());
        Optional<Fields> body = reader.fields("ReaderConfig");
        if (body.isPresent()) {
            most = checkConfig(body.get());
            ObjectNode rest = body.get().object().deepCopy();
            rest.remove(List.of("MaxItems", "MaxItemsPath"));
            config = new Fields(rest, body.get().pointer(), body.get().problems())
                    .whole(state.language(), "ReaderConfig");
        }
        return new Distribution.Reader(resource == null ? "" : resource, parameters(reader), config, most);
    }

    private @Nullable NumberField checkConfig(Fields config) {
        config.allow(
                Set.of(
                        "InputType",
                        "CSVHeaderLocation",
                        "CSVHeaders",
                        "CSVDelimiter",
                        "MaxItems",
                        "MaxItemsPath",
                        "ItemsPointer",
                        "ManifestType",
                        "Transformation"),
                "ReaderConfig");
        choice(config, "InputType", INPUT_TYPES);
        choice(config, "CSVHeaderLocation", Set.of("FIRST_ROW", "GIVEN"));
        choice(config, "CSVDelimiter", DELIMITERS);
        choice(config, "ManifestType", Set.of("ATHENA_DATA", "S3_INVENTORY"));
        choice(config, "Transformation", Set.of("NONE", "LOAD_AND_FLATTEN"));
        if ("GIVEN".equals(config.text("CSVHeaderLocation"))) {
            config.require("CSVHeaders");
        }
        return config.numberOrPath("MaxItems", state.language(), 0, Limits.MAP_ITEMS);
    }

    private static void choice(Fields fields, String name, Set<String> values) {
        String value = fields.text(name);
        if (value != null && !values.contains(value) && !value.startsWith("{%")) {
            fields.bad(name, "The value of '" + name + "' must be one of " + new TreeSet<>(values));
        }
    }

    private Distribution.Batcher batcher(Fields batcher) {
        NumberField items = batcher.numberOrPath("MaxItemsPerBatch", state.language(), 1, Integer.MAX_VALUE);
        NumberField bytes = batcher.numberOrPath("MaxInputBytesPerBatch", state.language(), 1, Limits.DATA);
        batcher.allow(
                state.language() == Language.JSONATA
                        ? Set.of("MaxItemsPerBatch", "MaxInputBytesPerBatch", "BatchInput")
                        : Set.of(
                                "MaxItemsPerBatch",
                                "MaxInputBytesPerBatch",
                                "BatchInput",
                                "MaxItemsPerBatchPath",
                                "MaxInputBytesPerBatchPath"),
                "ItemBatcher");
        if (items == null && bytes == null) {
            fields.bad("ItemBatcher", "One of these fields is required: [MaxItemsPerBatch, MaxInputBytesPerBatch]");
        }
        return new Distribution.Batcher(items, bytes, batcher.template("BatchInput", state.language()));
    }

    private Distribution.Writer writer(Fields writer) {
        writer.allow(Set.of("Resource", state.parameters(), "WriterConfig"), "ResultWriter");
        if (!writer.has("Resource") && !writer.has("WriterConfig")) {
            writer.require("Resource");
        }
        writer.fields("WriterConfig").ifPresent(config -> {
            choice(config, "OutputType", Set.of("JSON", "JSONL"));
            choice(config, "Transformation", Set.of("NONE", "COMPACT", "FLATTEN"));
        });
        String resource = writer.text("Resource");
        Expression config = writer.template("WriterConfig", state.language());
        return new Distribution.Writer(
                resource == null ? "" : resource,
                parameters(writer),
                config == null ? Expression.constant(Json.object()) : config);
    }

    private Expression parameters(Fields owner) {
        Expression parameters = owner.template(state.parameters(), state.language());
        return parameters == null ? Expression.constant(Json.object()) : parameters;
    }

    private @Nullable NumberField number(String field, double most) {
        return fields.numberOrPath(field, state.language(), 0, most);
    }
}
