package io.forebay.engine.spectrum;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.sql.ExternalStorage;
import io.forebay.engine.sql.text.TypeParser;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ExternalTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A definition as JSON, in the form of {@link ExternalTable#note}. */
public final class DefinitionText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DefinitionText() {}

    public static String write(ExternalDefinition definition) {
        ObjectNode json = JSON.createObjectNode()
                .put("location", definition.location())
                .put("input", definition.storage().input())
                .put("output", definition.storage().output())
                .put("serde", definition.storage().serde())
                .put("compressed", 0);
        json.set("serde_properties", object(definition.storage().properties()));
        json.set("properties", object(definition.properties()));
        json.set("columns", columns(definition.columns()));
        json.set("partition_columns", columns(definition.partitionColumns()));
        ArrayNode partitions = json.putArray("partitions");
        for (ExternalTable.Part part : definition.partitions()) {
            ArrayNode values =
                    partitions.addObject().put("location", part.location()).putArray("values");
            part.values().forEach(values::add);
        }
        return json.toString();
    }

    private static ObjectNode object(Map<String, String> values) {
        ObjectNode object = JSON.createObjectNode();
        new TreeMap<>(values).forEach(object::put);
        return object;
    }

    private static ArrayNode columns(List<Column> columns) {
        ArrayNode array = JSON.createArrayNode();
        columns.forEach(column -> array.addObject()
                .put("name", column.name())
                .put("type", column.type().sqlName()));
        return array;
    }

    /** What {@link #write} has written. */
    public static ExternalDefinition read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            List<ExternalTable.Part> partitions = new ArrayList<>();
            for (JsonNode part : json.path("partitions")) {
                List<String> values = new ArrayList<>();
                part.path("values").forEach(value -> values.add(value.asText()));
                partitions.add(
                        new ExternalTable.Part(values, part.path("location").asText()));
            }
            return new ExternalDefinition(
                    columns(json.path("columns")),
                    columns(json.path("partition_columns")),
                    new ExternalStorage(
                            json.path("serde").asText(),
                            map(json.path("serde_properties")),
                            json.path("input").asText(),
                            json.path("output").asText()),
                    json.path("location").asText(),
                    map(json.path("properties")),
                    partitions);
        } catch (JsonProcessingException e) {
            throw new ForebayException(CommonError.INTERNAL, "the text of an external table cannot be read", e);
        }
    }

    private static List<Column> columns(JsonNode array) {
        List<Column> columns = new ArrayList<>();
        array.forEach(column -> columns.add(Column.of(
                column.path("name").asText(),
                TypeParser.parse(column.path("type").asText()))));
        return columns;
    }

    private static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new TreeMap<>();
        object.properties()
                .forEach(each -> map.put(each.getKey(), each.getValue().asText()));
        return map;
    }
}
