package io.forebay.engine.flow.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.run.Work;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.JsonSize;
import io.forebay.engine.flow.value.Timestamps;
import io.forebay.engine.load.Stores;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a distributed Map reads and writes: the objects of a bucket, the rows of a CSV, JSON or JSON Lines object; the results
 * of its children. SOURCE: the Step Functions Developer Guide, "ItemReader", "ResultWriter".
 */
final class MapFiles {
    private static final int PAGE = 1000;
    private static final long LARGEST = 256L << 20;
    /** Of items as JSON: they are one event. */
    private static final long MOST = 32L << 20;

    private final Stores stores;

    MapFiles(Stores stores) {
        this.stores = stores;
    }

    List<JsonNode> read(Work.Items items) throws TaskFailure {
        List<JsonNode> read = readAll(items);
        long size = 0;
        for (JsonNode item : read) {
            size += JsonSize.of(item) + 1L;
        }
        if (size > MOST) {
            throw new TaskFailure(null, "The items have " + size + " bytes, more than " + MOST + ".");
        }
        return read;
    }

    private List<JsonNode> readAll(Work.Items items) throws TaskFailure {
        long most = items.most() == 0 ? Long.MAX_VALUE : items.most();
        try {
            if (items.resource().endsWith(":listObjectsV2")) {
                return list(items.parameters(), most);
            }
            if (items.resource().endsWith(":getObject")) {
                return rows(items.parameters(), items.config(), most);
            }
            throw new TaskFailure(null, "The reader " + items.resource() + " is not supported.");
        } catch (ForebayException | IOException e) {
            throw new TaskFailure(null, String.valueOf(e.getMessage()));
        }
    }

    private List<JsonNode> list(JsonNode parameters, long most) {
        ObjectUri prefix = new ObjectUri(
                "s3",
                parameters.path("Bucket").asText(),
                parameters.path("Prefix").asText());
        ObjectStore store = stores.of(prefix);
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        while (true) {
            List<StoredObject> page = store.list(prefix, after, PAGE);
            for (StoredObject object : page) {
                if (items.size() == most) {
                    return items;
                }
                items.add(Json.object()
                        .put("Etag", '"' + object.etag() + '"')
                        .put("Key", object.uri().key())
                        .put("LastModified", object.lastModified().getEpochSecond())
                        .put("Size", object.size())
                        .put("StorageClass", "STANDARD"));
            }
            if (page.isEmpty()) {
                return items;
            }
            after = page.get(page.size() - 1).uri().key();
        }
    }

    private List<JsonNode> rows(JsonNode parameters, JsonNode config, long most) throws TaskFailure, IOException {
        ObjectUri uri = new ObjectUri(
                "s3", parameters.path("Bucket").asText(), parameters.path("Key").asText());
        ObjectStore store = stores.of(uri);
        StoredObject object =
                store.find(uri).orElseThrow(() -> new TaskFailure(null, "The object " + uri + " does not exist."));
        if (object.size() > LARGEST) {
            throw new TaskFailure(null, "The object " + uri + " is larger than " + LARGEST + " bytes.");
        }
        String text;
        try (InputStream in = store.open(object)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String type = config.path("InputType").asText("JSON");
        List<JsonNode> items =
                switch (type) {
                    case "JSON" -> elements(text);
                    case "JSONL" -> lines(text);
                    case "CSV" -> CsvItems.of(text, config);
                    default -> throw new TaskFailure(null, "The input type " + type + " is not supported.");
                };
        return items.size() > most ? items.subList(0, (int) most) : items;
    }

    private static List<JsonNode> elements(String text) throws TaskFailure, JsonProcessingException {
        JsonNode array = Json.parse(text);
        if (!array.isArray()) {
            throw new TaskFailure(null, "Attempting to map over non-iterable node.");
        }
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    private static List<JsonNode> lines(String text) throws JsonProcessingException {
        List<JsonNode> items = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (!line.isBlank()) {
                items.add(Json.parse(line));
            }
        }
        return items;
    }

    /** As the service lays it down: a manifest that names a file for each status. */
    JsonNode write(Work.Results results) throws TaskFailure {
        String bucket = results.parameters().path("Bucket").asText();
        String prefix = results.parameters().path("Prefix").asText();
        String folder = (prefix.isEmpty() ? "" : prefix.replaceFirst("/$", "") + "/")
                + UUID.nameUUIDFromBytes((results.mapRun() + results.id()).getBytes(StandardCharsets.UTF_8));
        ArrayNode succeeded = Json.array();
        ArrayNode failed = Json.array();
        for (JsonNode child : results.children()) {
            ObjectNode row = Json.object().put("Input", Json.text(child.path("input")));
            boolean good = child.has("output");
            if (good) {
                row.put("Output", Json.text(child.get("output")));
            } else {
                row.put("Error", child.path("error").asText())
                        .put("Cause", child.path("cause").asText());
            }
            row.put("Status", good ? "SUCCEEDED" : "FAILED");
            (good ? succeeded : failed).add(row);
        }
        try {
            ObjectNode manifest = Json.object().put("DestinationBucket", bucket).put("MapRunArn", results.mapRun());
            ObjectNode files = manifest.putObject("ResultFiles");
            put(bucket, folder, "SUCCEEDED", succeeded, files);
            put(bucket, folder, "FAILED", failed, files);
            files.putArray("PENDING");
            String key = folder + "/manifest.json";
            put(new ObjectUri("s3", bucket, key), manifest);
            ObjectNode answer = Json.object().put("MapRunArn", results.mapRun());
            answer.putObject("ResultWriterDetails").put("Bucket", bucket).put("Key", key);
            return answer;
        } catch (ForebayException e) {
            throw new TaskFailure(null, String.valueOf(e.getMessage()));
        }
    }

    private void put(String bucket, String folder, String status, ArrayNode rows, ObjectNode files) {
        ArrayNode list = files.putArray(status);
        if (!rows.isEmpty()) {
            String key = folder + "/" + status + "_0.json";
            StoredObject put = put(new ObjectUri("s3", bucket, key), rows);
            list.addObject()
                    .put("Key", key)
                    .put("Size", put.size())
                    .put("LastModified", Timestamps.text(put.lastModified()));
        }
    }

    private StoredObject put(ObjectUri uri, JsonNode value) {
        return stores.of(uri).put(uri, Json.text(value).getBytes(StandardCharsets.UTF_8));
    }
}
