package io.forebay.engine.flow.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.engine.flow.run.Work;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.load.Formats;
import io.forebay.engine.load.Stores;
import io.forebay.format.parquet.ParquetFormat;
import io.forebay.spi.store.ObjectUri;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a distributed Map reads and writes. */
class MapFilesTest {
    private final MemoryObjectStore store = new MemoryObjectStore("lake");
    private final MapFiles files = new MapFiles(new Stores(List.of(store)), new Formats(List.of(new ParquetFormat())));

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private String read(String text, String config, long most) throws TaskFailure {
        store.put("s3://lake/items", text);
        return readItems(config, most);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '#',
            textBlock =
                    """
            'InputType': 'CSV'                                             @ a,b~1,x~2,"y,~z"    @ [{"a":"1","b":"x"},{"a":"2","b":"y,\\nz"}]
            'InputType': 'CSV', 'CSVHeaderLocation': 'FIRST_ROW'           @ a,b~1~2,x,more~     @ [{"a":"1","b":""},{"a":"2","b":"x"}]
            'InputType': 'CSV', 'CSVHeaderLocation': 'GIVEN', 'CSVHeaders': ['c', 'd'] @ a,b~1,2 @ [{"c":"a","d":"b"},{"c":"1","d":"2"}]
            'InputType': 'CSV'                                             @ 0,{},True~1,2,3     @ [{"0":"1","{}":"2","True":"3"}]
            'InputType': 'CSV', 'CSVDelimiter': 'COMMA'                    @ a,b~1,2             @ [{"a":"1","b":"2"}]
            'InputType': 'CSV', 'CSVDelimiter': 'PIPE'                     @ a|b~1|2             @ [{"a":"1","b":"2"}]
            'InputType': 'CSV', 'CSVDelimiter': 'SEMICOLON'                @ a;b~1;2             @ [{"a":"1","b":"2"}]
            'InputType': 'CSV', 'CSVDelimiter': 'SPACE'                    @ a b~1 2             @ [{"a":"1","b":"2"}]
            'InputType': 'CSV'                                             @ a,b                 @ []
            'InputType': 'JSON'                                            @ [1.50, {"a": null}] @ [1.50,{"a":null}]
            'InputType': 'JSON', 'ItemsPointer': '/x/0/y'                  @ {"x":[{"y":[1,2]}]} @ [1,2]
            'InputType': 'JSONL'                                           @ {"a":1}~~[2]~       @ [{"a":1},[2]]
            """)
    void readsTheItemsOfAnObject(String config, String text, String expected) throws TaskFailure {
        assertThat(read(text.replace('~', '\n'), "{" + config + "}", 0)).isEqualTo(expected);
    }

    @Test
    void readsTabsAndAMark() throws TaskFailure {
        assertThat(read("\uFEFFa\tb\r\n1\t2\r\n", "{'InputType': 'CSV', 'CSVDelimiter': 'TAB'}", 0))
                .isEqualTo("[{\"a\":\"1\",\"b\":\"2\"}]");
    }

    @Test
    void readsNoMoreThanItIsTold() throws TaskFailure {
        assertThat(read("[1,2,3]", "{'InputType': 'JSON'}", 2)).isEqualTo("[1,2]");
        assertThat(read("a\n1\n2\n3\n", "{'InputType': 'CSV'}", 2)).isEqualTo("[{\"a\":\"1\"},{\"a\":\"2\"}]");
        assertThat(read("[1,2,3]", "{'InputType': 'JSON'}", 0)).as("all").isEqualTo("[1,2,3]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '#',
            textBlock =
                    """
            'InputType': 'JSON'    @ {"a":1} @ Attempting to map over non-iterable node.
            'InputType': 'JSON', 'ItemsPointer': '/no' @ {"a":[1]} @ Attempting to map over non-iterable node.
            'InputType': 'JSON'    @ [1      @ end-of-input
            'InputType': 'CSV', 'CSVHeaderLocation': 'GIVEN', 'CSVHeaders': ['a', 'a'] @ 1,2 @ CSV headers cannot contain duplicates.
            'InputType': 'CSV'     @ a,a~1,2 @ CSV headers cannot contain duplicates.
            'InputType': 'PARQUET' @ x       @ s3://lake/items
            'InputType': 'MANIFEST', 'ManifestType': 'S3_INVENTORY' @ {"fileFormat":"ORC"} @ of format ORC is not supported
            'InputType': 'MANIFEST' @ {"fileFormat":"CSV","fileSchema":"Key","destinationBucket":"lake","files":[{"key":"no.csv.gz"}]} @ s3://lake/no.csv.gz does not exist
            'InputType': 'CSV', 'ManifestType': 'ATHENA_DATA' @ s3://lake/no.csv @ s3://lake/no.csv does not exist
            """)
    void refusesWhatAreNoItems(String config, String text, String message) {
        assertThatThrownBy(() -> read(text.replace('~', '\n'), "{" + config + "}", 0))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining(message);
    }

    @Test
    void readsTheRowsOfParquet(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("rows.parquet");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("COPY (SELECT i::BIGINT id, i = 1 AS ok, 1.50::DECIMAL(9,2) price,"
                    + " -12345678901234567890.12::DECIMAL(30,2) AS wide, 0.5::DOUBLE AS part, 'é' || i AS name,"
                    + " DATE '2026-03-01' AS day, TIMESTAMP '2026-03-01 10:20:30.5' AS at, ['a'] AS tags, 'x'::BLOB AS raw,"
                    + " NULL::INTEGER AS none FROM generate_series(1, 1500) t(i)) TO '" + file + "' (FORMAT parquet)");
        }
        put("s3://lake/items", Files.readAllBytes(file));
        JsonNode items = Json.parseOwn(readItems("{'InputType': 'PARQUET'}", 0));
        assertThat(items).hasSize(1500);
        assertThat(items.get(0))
                .hasToString(json("{'id':1,'ok':true,'price':1.50,'wide':-12345678901234567890.12,'part':0.5,"
                        + "'name':'é1','day':'2026-03-01','at':'2026-03-01T10:20:30.500','tags':['a'],'raw':'eA==',"
                        + "'none':null}"));
        assertThat(items.get(1499).path("id").asInt()).isEqualTo(1500);
        assertThat(readItems("{'InputType': 'PARQUET'}", 2))
                .contains("\"id\":2")
                .doesNotContain("\"id\":3");
    }

    private String readItems(String config, long most) throws TaskFailure {
        return Json.text(Json.array()
                .addAll(files.read(new Work.Items(
                        "w",
                        "A",
                        "arn:aws:states:::s3:getObject",
                        Json.parseOwn("{\"Bucket\":\"lake\",\"Key\":\"items\"}"),
                        Json.parseOwn(json(config)),
                        most))));
    }

    @Test
    void readsTheFilesOfAnInventory() throws Exception {
        put("s3://lake/inventory/1.csv.gz", gzip("\"lake\",\"in/a+b.csv\",\"12\"\n\"lake\",\"in/c.csv\",\"3\"\n"));
        put("s3://lake/inventory/2.csv.gz", gzip("\"lake\",\"in/d.csv\",\"4\"\n"));
        String manifest = json(
                "{'sourceBucket':'lake','destinationBucket':'arn:aws:s3:::lake','fileFormat':'CSV',"
                        + "'fileSchema':'Bucket, Key, Size','files':[{'key':'inventory/1.csv.gz'},{'key':'inventory/2.csv.gz'}]}");
        assertThat(read(manifest, "{'InputType': 'MANIFEST', 'ManifestType': 'S3_INVENTORY'}", 0))
                .isEqualTo(
                        json(
                                "[{'Bucket':'lake','Key':'in/a+b.csv','Size':'12'},"
                                        + "{'Bucket':'lake','Key':'in/c.csv','Size':'3'},{'Bucket':'lake','Key':'in/d.csv','Size':'4'}]"));
        assertThat(read(manifest, "{'InputType': 'MANIFEST'}", 1))
                .isEqualTo(json("[{'Bucket':'lake','Key':'in/a+b.csv','Size':'12'}]"));
    }

    private void put(String uri, byte[] bytes) {
        store.put(ObjectUri.parse(uri), bytes);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void readsTheObjectsThatAManifestLists() throws TaskFailure {
        store.put("s3://lake/out/1.csv", "a,b\n1,2\n3,4\n");
        store.put("s3://lake/out/2.csv", "a,b\n5,6\n");
        store.put("s3://lake/out/3.jsonl", "{\"a\":1}\n");
        String csv = "{'InputType': 'CSV', 'ManifestType': 'ATHENA_DATA'}";
        assertThat(read("s3://lake/out/1.csv\r\ns3://lake/out/2.csv\n", csv, 0))
                .isEqualTo(json("[{'a':'1','b':'2'},{'a':'3','b':'4'},{'a':'5','b':'6'}]"));
        assertThat(read("s3://lake/out/1.csv\ns3://lake/out/2.csv\n", csv, 1)).isEqualTo(json("[{'a':'1','b':'2'}]"));
        assertThat(read("s3://lake/out/3.jsonl", "{'InputType': 'JSONL', 'ManifestType': 'ATHENA_DATA'}", 0))
                .isEqualTo("[{\"a\":1}]");
    }

    @Test
    void readsNoMoreThanAnEventHolds() {
        store.put("s3://lake/large.jsonl", ("[\"" + "x".repeat(1 << 20) + "\"]\n").repeat(12));
        String all = "s3://lake/large.jsonl\n".repeat(1000);
        assertThatThrownBy(() -> read(all, "{'InputType': 'JSONL', 'ManifestType': 'ATHENA_DATA'}", 0))
                .isInstanceOf(TaskFailure.class)
                .hasMessage("The items have 37748916 bytes or more; there may be 33554432.");
    }

    @Test
    void listsTheObjectsOfAPrefix() throws TaskFailure {
        store.put("s3://lake/in/a b.csv", "12");
        store.put("s3://lake/in/c.csv", "123");
        store.put("s3://lake/out/d.csv", "");
        List<JsonNode> items = files.read(new Work.Items(
                "w",
                "A",
                "arn:aws:states:::s3:listObjectsV2",
                Json.parseOwn("{\"Bucket\":\"lake\",\"Prefix\":\"in/\"}"),
                Json.object(),
                0));
        assertThat(items).extracting(item -> item.path("Key").asText()).containsExactly("in/a b.csv", "in/c.csv");
        assertThat(items).extracting(item -> item.path("Size").asInt()).containsExactly(2, 3);
        assertThat(items).allSatisfy(item -> assertThat(item.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("Etag", "Key", "LastModified", "Size", "StorageClass"));
    }

    @Test
    void readsTheItemsOfAllObjectsOfAPrefix() throws TaskFailure {
        store.put("s3://lake/in/1.csv", "a\n1\n2\n");
        store.put("s3://lake/in/2.csv", "a\n3\n");
        store.put("s3://lake/other.csv", "a\n4\n");
        for (int most = 0; most <= 3; most++) {
            List<JsonNode> items = files.read(new Work.Items(
                    "w",
                    "A",
                    "arn:aws:states:::s3:listObjectsV2",
                    Json.parseOwn("{\"Bucket\":\"lake\",\"Prefix\":\"in/\"}"),
                    Json.parseOwn("{\"InputType\":\"CSV\",\"Transformation\":\"LOAD_AND_FLATTEN\"}"),
                    most));
            assertThat(items)
                    .extracting(item -> item.path("a").asInt())
                    .isEqualTo(List.of(1, 2, 3).subList(0, most == 0 ? 3 : most));
        }
    }

    private JsonNode written(String config) throws Exception {
        JsonNode children = Json.parseOwn("[{\"index\":0,\"input\":1,\"output\":[10,11]},"
                + "{\"index\":1,\"input\":2,\"error\":\"E\",\"cause\":\"c\"},"
                + "{\"index\":2,\"input\":3,\"output\":{\"x\":30}}]");
        JsonNode answer = files.write(new Work.Results(
                "w",
                "A",
                "arn:run",
                "arn:aws:states:::s3:putObject",
                Json.parseOwn("{\"Bucket\":\"lake\",\"Prefix\":\"out\"}"),
                Json.parseOwn(json(config)),
                children));
        assertThat(answer.path("MapRunArn").asText()).isEqualTo("arn:run");
        JsonNode details = answer.path("ResultWriterDetails");
        assertThat(details.path("Bucket").asText()).isEqualTo("lake");
        assertThat(details.path("Key").asText()).matches("out/[-0-9a-f]{36}/manifest\\.json");
        return Json.parseOwn(text(details));
    }

    /** Of what a Key names. */
    private String text(JsonNode named) {
        ObjectUri uri = new ObjectUri("s3", "lake", named.path("Key").asText());
        try (InputStream in = store.open(store.find(uri).orElseThrow())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> files(JsonNode manifest, String status) {
        List<String> texts = new ArrayList<>();
        manifest.path("ResultFiles").path(status).forEach(file -> {
            String text = text(file);
            assertThat(file.path("Size").asInt()).isEqualTo(text.length());
            texts.add(file.path("Key").asText().replaceFirst(".*/", "") + " " + text);
        });
        return texts;
    }

    @Test
    void writesAManifestAndAFileForEachStatus() throws Exception {
        JsonNode manifest = written("{}");
        assertThat(manifest.path("DestinationBucket").asText()).isEqualTo("lake");
        assertThat(manifest.path("MapRunArn").asText()).isEqualTo("arn:run");
        assertThat(files(manifest, "SUCCEEDED"))
                .containsExactly("SUCCEEDED_0.json [{\"Input\":\"1\",\"Output\":\"[10,11]\",\"Status\":\"SUCCEEDED\"},"
                        + "{\"Input\":\"3\",\"Output\":\"{\\\"x\\\":30}\",\"Status\":\"SUCCEEDED\"}]");
        assertThat(files(manifest, "FAILED"))
                .containsExactly(
                        "FAILED_0.json [{\"Input\":\"2\",\"Error\":\"E\",\"Cause\":\"c\",\"Status\":\"FAILED\"}]");
        assertThat(files(manifest, "PENDING")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '#',
            textBlock =
                    """
            'Transformation': 'COMPACT'                        @ SUCCEEDED_0.json [[10,11],{"x":30}]
            'Transformation': 'FLATTEN'                        @ SUCCEEDED_0.json [10,11,{"x":30}]
            'Transformation': 'COMPACT', 'OutputType': 'JSONL' @ SUCCEEDED_0.jsonl [10,11]~{"x":30}~
            'Transformation': 'FLATTEN', 'OutputType': 'JSONL' @ SUCCEEDED_0.jsonl 10~11~{"x":30}~
            'Transformation': 'NONE', 'OutputType': 'JSON'     @ SUCCEEDED_0.json [{"Input":"1","Output":"[10,11]","Status":"SUCCEEDED"},{"Input":"3","Output":"{\\"x\\":30}","Status":"SUCCEEDED"}]
            """)
    void writesWhatTheConfigSays(String config, String expected) throws Exception {
        assertThat(files(written("{" + config + "}"), "SUCCEEDED")).containsExactly(expected.replace('~', '\n'));
    }
}
