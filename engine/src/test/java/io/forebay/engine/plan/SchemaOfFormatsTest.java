package io.forebay.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineTest;
import io.forebay.engine.session.Notice;
import io.forebay.spi.store.ObjectUri;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SHOW SCHEMA and CREATE TABLE FROM for files of trees, and COPY of the same files into what was made. */
class SchemaOfFormatsTest extends EngineTest {
    /** Both ways to the table, and COPY with the same words into each. */
    private void loads(String words, String ddl, int rows) {
        String files = "'s3://lake/files/'" + ROLE + words;
        assertThat(engine.run("SHOW SCHEMA FROM " + files)).isEqualTo(ddl);
        engine.run(ddl);
        engine.run("COPY files FROM " + files);
        engine.run("CREATE TABLE made FROM " + files);
        engine.run("COPY made FROM " + files);
        assertThat(engine.run("SELECT count(*) FROM made")).isEqualTo(String.valueOf(rows));
        assertThat(engine.run("SELECT count(*) FROM (SELECT * FROM files EXCEPT SELECT * FROM made) x"))
                .isEqualTo("0");
        assertThat(engine.columns("SELECT * FROM made")).isEqualTo(engine.columns("SELECT * FROM files"));
        assertThat(engine.run("SELECT count(*) FROM stl_load_errors")).isEqualTo("0");
    }

    @Test
    void ofJsonByNames() {
        engine.store.put(
                "s3://lake/files/1.json",
                """
                {"id": 1, "order": "A-1", "total": 12.5, "paid": true, "first name": "Ann", "placed": "2026-01-31"}
                {"id": 2, "order": null, "lines": [{"sku": "a", "n": 1}], "seen": "2026-01-31 10:00:00"}
                """);
        engine.store.put("s3://lake/files/2.json", "{\"id\": 3000000000, \"score\": 1e-7}");
        loads(
                "JSON 'auto'",
                """
                CREATE TABLE files (
                  id bigint,
                  "order" varchar(16),
                  total decimal(18,1),
                  paid boolean,
                  "first name" varchar(16),
                  placed date,
                  lines super,
                  seen timestamp,
                  score double precision
                );""",
                3);
        assertThat(engine.run("SELECT \"first name\", lines, total FROM made ORDER BY id"))
                .isEqualTo("Ann|null|12.5\nnull|[{\"sku\": \"a\", \"n\": 1}]|null\nnull|null|null");
        assertThat(engine.notices).extracting(Notice::severity).doesNotContain("NOTICE");
    }

    @Test
    void ofJsonInAnyCase() {
        engine.store.put("s3://lake/files/1.json", "{\"userId\": 1}{\"UserID\": 22}");
        String ddl = "CREATE TABLE files (\n  userid integer\n);";
        loads("JSON 'auto ignorecase'", ddl, 2);
        assertThat(engine.run("SELECT sum(userid) FROM made")).isEqualTo("23");
        assertThat(engine.run("SHOW SCHEMA FROM 's3://lake/files/'" + ROLE + "JSON"))
                .isEqualTo(ddl);
        assertThat(engine.notices.get(engine.notices.size() - 1).message())
                .contains("members with letters in upper case (\"userId\", \"UserID\")", "'auto ignorecase'");
    }

    @Test
    void ofJsonByPathsAndAsAWhole() {
        engine.store.put("s3://lake/files/1.json", "[1, {\"name\": \"Ann\"}]\n[2, {\"name\": null}]\n");
        engine.store.put("s3://lake/paths.json", "{\"jsonpaths\": [\"$[0]\", \"$[1]['name']\"]}");
        loads("JSON 's3://lake/paths.json'", "CREATE TABLE files (\n  column_1 integer,\n  name varchar(16)\n);", 2);
        engine.run("DROP TABLE files");
        engine.run("DROP TABLE made");
        loads("JSON 'noshred'", "CREATE TABLE files (\n  document super\n);", 2);
    }

    private static final Schema PERSON = SchemaBuilder.record("person")
            .fields()
            .requiredInt("id")
            .optionalString("name")
            .name("tags")
            .type()
            .array()
            .items()
            .stringType()
            .noDefault()
            .name("raw")
            .type()
            .bytesType()
            .noDefault()
            .endRecord();

    private void putAvro(String key, Schema schema, List<GenericRecord> records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, bytes);
            for (GenericRecord record : records) {
                writer.append(record);
            }
        }
        engine.store.put(ObjectUri.parse(key), bytes.toByteArray());
    }

    @Test
    void ofAvro() throws IOException {
        GenericRecord ann = new GenericData.Record(PERSON);
        ann.put("id", 1);
        ann.put("name", "Ann");
        ann.put("tags", List.of("x"));
        ann.put("raw", java.nio.ByteBuffer.wrap(new byte[] {0, 1}));
        putAvro("s3://lake/files/1.avro", PERSON, List.of(ann));
        Schema wider = SchemaBuilder.record("person")
                .fields()
                .requiredLong("id")
                .requiredBoolean("active")
                .endRecord();
        GenericRecord other = new GenericData.Record(wider);
        other.put("id", 5_000_000_000L);
        other.put("active", true);
        putAvro("s3://lake/files/2.avro", wider, List.of(other));
        loads(
                "AVRO",
                """
                CREATE TABLE files (
                  id bigint,
                  name varchar(16),
                  tags super,
                  "raw" varbyte(16),
                  active boolean
                );""",
                2);
        assertThat(engine.run("SELECT id, name, tags, active FROM made ORDER BY id"))
                .isEqualTo("1|Ann|[\"x\"]|null\n5000000000|null|null|true");
    }

    @Test
    void ofXml() {
        engine.store.put(
                "s3://lake/files/1.xml",
                "<all><book id='7'><title>On</title><price>12.50</price></book>"
                        + "<book><title>Off</title><author>A</author><author>B</author><id>x</id></book></all>");
        loads(
                "XML ROWTAG 'book'",
                """
                CREATE TABLE files (
                  _id integer,
                  title varchar(16),
                  price decimal(18,2),
                  author super,
                  id varchar(16)
                );""",
                2);
        assertThat(engine.run("SELECT * FROM made ORDER BY title"))
                .isEqualTo("null|Off|null|[\"A\",\"B\"]|x\n7|On|12.50|null|null");
    }

    /** Whatever is in documents: each value is a text of JSON. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void takesRandomDocuments(int seed) {
        Random random = new Random(seed);
        List<String> values = List.of(
                "null",
                "1",
                "-12345678901",
                "2.50",
                "1e99",
                "123456789012345678901234567890123456789.5",
                "true",
                "\"2026-01-31\"",
                "\"2026-01-31 10:00:00+02\"",
                "\"0001\"",
                "\"" + "long ".repeat(50) + "\"",
                "\"\\u0000\"",
                "{}",
                "[1, \"x\"]",
                "\"\"");
        List<List<String>> members = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<String> some = new ArrayList<>();
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                some.add(values.get(random.nextInt(values.size())));
            }
            members.add(some);
        }
        for (int file = 0; file < 3; file++) {
            StringBuilder documents = new StringBuilder();
            for (int row = 0; row < 20; row++) {
                List<String> document = new ArrayList<>();
                for (int i = 0; i < members.size(); i++) {
                    if (random.nextInt(4) > 0) {
                        List<String> some = members.get(i);
                        document.add("\"m " + i + "\": " + some.get(random.nextInt(some.size())));
                    }
                }
                documents.append('{').append(String.join(", ", document)).append("}\n");
            }
            engine.store.put("s3://lake/files/" + file, documents.toString());
        }
        String ddl = engine.run("SHOW SCHEMA FROM 's3://lake/files/'" + ROLE + "JSON");
        loads("JSON", ddl, 60);
    }
}
