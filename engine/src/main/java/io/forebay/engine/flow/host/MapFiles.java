package io.forebay.engine.flow.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.run.Work;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.JsonSize;
import io.forebay.engine.flow.value.Timestamps;
import io.forebay.engine.load.Formats;
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
import java.util.zip.GZIPInputStream;

/**
 * What a distributed Map reads and writes: the objects of a bucket, the rows of objects, those that a manifest names; the results
 * of its children. SOURCE: the Step Functions Developer Guide, "ItemReader", "ResultWriter".
 */
final class MapFiles {
    private static final int PAGE = 1000;
    private static final long LARGEST = 256L << 20;
    /** Of items as JSON: they are one event. */
    private static final long MOST = 32L << 20;

    private final Stores stores;
    private final Formats formats;

    MapFiles(Stores stores, Formats formats) {
        this.stores = stores;
        this.formats = formats;
    }

    List<JsonNode> read(Work.Items items) throws TaskFailure {
        List<JsonNode> read = readAll(items);
        grown(0, read);
        return read;
    }

    /** @throws TaskFailure when there are too many: before more are read */
    private static long grown(long size, List<JsonNode> more) throws TaskFailure {
        long all = size;
        for (JsonNode item : more) {
            all += JsonSize.of(item) + 1L;
        }
        if (all > MOST) {
            throw new TaskFailure(null, "The items have " + all + " bytes or more; there may be " + MOST + ".");
        }
        return all;
    }

    private List<JsonNode> readAll(Work.Items items) throws TaskFailure {
        long most = items.most() == 0 ? Long.MAX_VALUE : items.most();
        try {
            if (items.resource().endsWith(":listObjectsV2")) {
                return items.config().path("Transformation").asText().equals("LOAD_AND_FLATTEN")
                        ? rowsOfAll(items.parameters(), items.config(), most)
                        : list(items.parameters(), most);
            }
            if (items.resource().endsWith(":getObject")) {
                return rows(place(items.parameters(), items.parameters().path("Key")), items.config(), most);
            }
            throw new TaskFailure(null, "The reader " + items.resource() + " is not supported.");
        } catch (ForebayException | IOException e) {
            throw new TaskFailure(null, String.valueOf(e.getMessage()));
        }
    }

    private List<JsonNode> list(JsonNode parameters, long most) {
        ObjectUri prefix = place(parameters, parameters.path("Prefix"));
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

    /** Of the objects of a prefix, one after the other. */
    private List<JsonNode> rowsOfAll(JsonNode parameters, JsonNode config, long most) throws TaskFailure, IOException {
        List<JsonNode> items = new ArrayList<>();
        long size = 0;
        for (JsonNode object : list(parameters, Long.MAX_VALUE)) {
            ObjectUri uri = place(parameters, object.path("Key"));
            List<JsonNode> more = rows(uri, config, most - items.size());
            size = grown(size, more);
            items.addAll(more);
            if (items.size() >= most) {
                break;
            }
        }
        return items;
    }

    private static ObjectUri place(JsonNode parameters, JsonNode key) {
        return new ObjectUri("s3", parameters.path("Bucket").asText(), key.asText());
    }

    private List<JsonNode> rows(ObjectUri uri, JsonNode config, long most) throws TaskFailure, IOException {
        String type = config.path("InputType").asText("JSON");
        String manifest = config.path("ManifestType").asText(type.equals("MANIFEST") ? "S3_INVENTORY" : type);
        List<JsonNode> items =
                switch (manifest) {
                    case "S3_INVENTORY" -> inventory(Json.parse(text(uri)), most);
                    case "ATHENA_DATA" -> listed(text(uri), config, most);
                    case "JSON" ->
                        elements(text(uri), config.path("ItemsPointer").asText());
                    case "JSONL" -> lines(text(uri));
                    case "CSV" -> CsvItems.of(text(uri), config);
                    case "PARQUET" -> ParquetItems.of(formats, stores.of(uri), object(uri), most, LARGEST);
                    default -> throw new TaskFailure(null, "The input type " + type + " is not supported.");
                };
        return items.size() > most ? items.subList(0, (int) most) : items;
    }

    /** Of the gzip files that the manifest of an S3 Inventory names; keys are encoded there, and stay so. */
    private List<JsonNode> inventory(JsonNode manifest, long most) throws TaskFailure, IOException {
        if (!manifest.path("fileFormat").asText().equals("CSV")) {
            throw new TaskFailure(
                    null,
                    "An inventory of format " + manifest.path("fileFormat").asText() + " is not supported: only CSV.");
        }
        ObjectNode config = Json.object().put("CSVHeaderLocation", "GIVEN");
        ArrayNode names = config.putArray("CSVHeaders");
        for (String name : manifest.path("fileSchema").asText().split(",", -1)) {
            names.add(name.strip());
        }
        String bucket = manifest.path("destinationBucket").asText().replaceFirst("^arn:[a-z-]+:s3:::", "");
        List<JsonNode> items = new ArrayList<>();
        long size = 0;
        for (JsonNode file : manifest.path("files")) {
            if (items.size() < most) {
                ObjectUri uri = new ObjectUri("s3", bucket, file.path("key").asText());
                List<JsonNode> more = CsvItems.of(text(uri), config);
                size = grown(size, more);
                items.addAll(more);
            }
        }
        return items;
    }

    /** Of the objects that a manifest has a line for each of. */
    private List<JsonNode> listed(String manifest, JsonNode config, long most) throws TaskFailure, IOException {
        ObjectNode each = config.deepCopy();
        each.remove("ManifestType");
        List<JsonNode> items = new ArrayList<>();
        long size = 0;
        for (String line : manifest.split("\\R", -1)) {
            if (!line.isBlank() && items.size() < most) {
                List<JsonNode> more = rows(ObjectUri.parse(line.strip()), each, most - items.size());
                size = grown(size, more);
                items.addAll(more);
            }
        }
        return items;
    }

    /** An object as text; one whose name ends with .gz is inflated. */
    private String text(ObjectUri uri) throws TaskFailure, IOException {
        StoredObject object = object(uri);
        try (InputStream in = stores.of(uri).open(object);
                InputStream inflated = uri.key().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            byte[] bytes = inflated.readNBytes((int) LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw tooLarge(uri);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private StoredObject object(ObjectUri uri) throws TaskFailure {
        StoredObject object = stores.of(uri)
                .find(uri)
                .orElseThrow(() -> new TaskFailure(null, "The object " + uri + " does not exist."));
        if (object.size() > LARGEST) {
            throw tooLarge(uri);
        }
        return object;
    }

    private static TaskFailure tooLarge(ObjectUri uri) {
        return new TaskFailure(null, "The object " + uri + " is larger than " + LARGEST + " bytes.");
    }

    /** @param pointer to the array; empty for the whole */
    private static List<JsonNode> elements(String text, String pointer) throws TaskFailure, JsonProcessingException {
        JsonNode array = at(Json.parse(text), pointer);
        if (!array.isArray()) {
            throw new TaskFailure(null, "Attempting to map over non-iterable node.");
        }
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    private static JsonNode at(JsonNode whole, String pointer) throws TaskFailure {
        try {
            return whole.at(pointer);
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(null, "The ItemsPointer '" + pointer + "' is no JSON Pointer.");
        }
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
        boolean lines = results.config().path("OutputType").asText().equals("JSONL");
        String transformation = results.config().path("Transformation").asText();
        ArrayNode succeeded = Json.array();
        ArrayNode failed = Json.array();
        for (JsonNode child : results.children()) {
            if (child.has("output")) {
                add(succeeded, child, transformation);
            } else {
                failed.addObject()
                        .put("Input", Json.text(child.path("input")))
                        .put("Error", child.path("error").asText())
                        .put("Cause", child.path("cause").asText())
                        .put("Status", "FAILED");
            }
        }
        try {
            ObjectNode manifest = Json.object().put("DestinationBucket", bucket).put("MapRunArn", results.mapRun());
            ObjectNode files = manifest.putObject("ResultFiles");
            put(bucket, folder + "/SUCCEEDED_0.json", lines, succeeded, files.putArray("SUCCEEDED"));
            put(bucket, folder + "/FAILED_0.json", lines, failed, files.putArray("FAILED"));
            files.putArray("PENDING");
            String key = folder + "/manifest.json";
            put(new ObjectUri("s3", bucket, key), Json.text(manifest));
            ObjectNode answer = Json.object().put("MapRunArn", results.mapRun());
            answer.putObject("ResultWriterDetails").put("Bucket", bucket).put("Key", key);
            return answer;
        } catch (ForebayException e) {
            throw new TaskFailure(null, String.valueOf(e.getMessage()));
        }
    }

    private static void add(ArrayNode rows, JsonNode child, String transformation) {
        JsonNode output = child.get("output");
        switch (transformation) {
            case "COMPACT" -> rows.add(output);
            case "FLATTEN" -> {
                if (output.isArray()) {
                    output.forEach(rows::add);
                } else {
                    rows.add(output);
                }
            }
            default ->
                rows.addObject()
                        .put("Input", Json.text(child.path("input")))
                        .put("Output", Json.text(output))
                        .put("Status", "SUCCEEDED");
        }
    }

    private void put(String bucket, String key, boolean lines, ArrayNode rows, ArrayNode files) {
        if (!rows.isEmpty()) {
            StringBuilder text = new StringBuilder();
            if (lines) {
                rows.forEach(row -> text.append(Json.text(row)).append('\n'));
            } else {
                text.append(Json.text(rows));
            }
            String name = lines ? key + "l" : key;
            StoredObject put = put(new ObjectUri("s3", bucket, name), text.toString());
            files.addObject()
                    .put("Key", name)
                    .put("Size", put.size())
                    .put("LastModified", Timestamps.text(put.lastModified()));
        }
    }

    private StoredObject put(ObjectUri uri, String text) {
        return stores.of(uri).put(uri, text.getBytes(StandardCharsets.UTF_8));
    }
}
