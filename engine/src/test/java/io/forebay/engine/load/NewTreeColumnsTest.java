package io.forebay.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineTest;
import io.forebay.spi.store.ObjectUri;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ON NEW COLUMN and RESCUE for Avro and XML, and what happens to fields that can get no column. */
class NewTreeColumnsTest extends EngineTest {
    private static final String AVRO = COPY + "AVRO ";
    private static final String XML = COPY + "XML ROWTAG 'r' ";

    @BeforeEach
    void addRescueColumn() {
        engine.run("ALTER TABLE t ADD COLUMN rest super");
    }

    private void putAvro(String key, String field, Schema type, Object value) throws IOException {
        Schema schema = SchemaBuilder.record("r")
                .fields()
                .requiredInt("a")
                .name(field)
                .type(type)
                .noDefault()
                .endRecord();
        GenericRecord record = new GenericData.Record(schema);
        record.put(0, 1);
        record.put(1, value);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, bytes);
            writer.append(record);
        }
        engine.store.put(ObjectUri.parse(key), bytes.toByteArray());
    }

    private void putAvro() throws IOException {
        putAvro("s3://lake/in/1", "b", Schema.create(Schema.Type.STRING), "x");
        putAvro("s3://lake/in/2", "score", Schema.create(Schema.Type.FLOAT), 1.5f);
        putAvro("s3://lake/in/3", "tags", Schema.createArray(Schema.create(Schema.Type.INT)), java.util.List.of(7));
    }

    private void putXml() {
        engine.store.put("s3://lake/in/1", "<all><r a='1'><b>x</b></r></all>");
        engine.store.put("s3://lake/in/2", "<all><r a='2' lang='en'><n>5</n><n>6</n></r><r a='3'>own</r></all>");
    }

    @Test
    void addsColumnsForFieldsOfAvro() throws IOException {
        putAvro();
        engine.run(AVRO + "ON NEW COLUMN ADD");
        assertThat(engine.columns("SELECT score, tags FROM t")).isEqualTo("score double precision, tags super");
        assertThat(engine.run("SELECT b, score, tags FROM t ORDER BY b, score"))
                .isEqualTo("x|null|null\nnull|1.5|null\nnull|null|[7]");
        assertThat(engine.run("SELECT count(*), sum(loaded_rows) FROM sys_load_history"))
                .isEqualTo("1|3");
    }

    @Test
    void addsColumnsForFieldsOfXml() {
        putXml();
        engine.run(XML + "ON NEW COLUMN ADD");
        assertThat(engine.run("SELECT a, b, lang, n, _value FROM t ORDER BY a"))
                .isEqualTo("1|x|null|null|null\n2|null|en|[\"5\",\"6\"]|null\n3|null|null|null|own");
    }

    @Test
    void addsColumnsInAJobAsFilesWithOtherFieldsArrive() throws IOException {
        engine.run(AVRO + "ON NEW COLUMN ADD JOB CREATE avros AUTO OFF");
        putAvro("s3://lake/in/1", "score", Schema.create(Schema.Type.INT), 5);
        engine.run("COPY JOB RUN avros");
        putAvro("s3://lake/in/2", "score", Schema.create(Schema.Type.LONG), 5_000_000_000L);
        putAvro("s3://lake/in/3", "seen", Schema.create(Schema.Type.BOOLEAN), true);
        engine.run("COPY JOB RUN avros");
        assertThat(engine.run("SELECT score, seen FROM t ORDER BY score, seen"))
                .isEqualTo("5|null\n5000000000|null\nnull|true");
        engine.run("COPY t FROM 's3://lake/xml'" + ROLE + "XML ROWTAG 'r' ON NEW COLUMN ADD JOB CREATE xmls AUTO OFF");
        engine.store.put("s3://lake/xml/1", "<all><r a='7'><city>Rome</city></r></all>");
        engine.store.put("s3://lake/xml/2", "<all><r a='8' stars='5'/></all>");
        engine.run("COPY JOB RUN xmls");
        assertThat(engine.run("SELECT a, city, stars FROM t WHERE a > 6 ORDER BY a"))
                .isEqualTo("7|Rome|null\n8|null|5");
    }

    @Test
    void failsOnlyTheFileOfAJobWhoseFieldCanGetNoColumn() {
        engine.run(COPY + "JSON 'auto' ON NEW COLUMN ADD JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "{\"a\":1,\"c\":2}");
        engine.store.put("s3://lake/in/2", "{\"a\":2,\"B\":\"x\"}");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT a, c FROM t")).isEqualTo("1|2");
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name"))
                .isEqualTo("in/1|I\nin/2|E");
        assertThat(engine.run("SELECT err_code, err_reason FROM stl_load_errors"))
                .startsWith("1202|ON NEW COLUMN ADD has no column for \"B\": another column's name");
        assertFails(() -> engine.run(COPY + "JSON 'auto' ON NEW COLUMN ADD"), "NO_NEW_COLUMN", "\"B\"");
        engine.run(COPY + "JSON 'auto' ON NEW COLUMN ADD RESCUE rest");
        assertThat(engine.run("SELECT a, c, rest FROM t WHERE a = 2")).isEqualTo("2|null|{\"B\":\"x\"}");
    }

    @Test
    void addsOneColumnForNamesThatDifferByCaseAlone() {
        engine.store.put("s3://lake/in/1", "{\"Foo\":1}{\"foo\":2}");
        assertFails(() -> engine.run(COPY + "JSON 'auto' ON NEW COLUMN ADD"), "NO_NEW_COLUMN", "\"foo\"");
        engine.run(COPY + "JSON 'auto ignorecase' ON NEW COLUMN ADD");
        assertThat(engine.run("SELECT foo FROM t ORDER BY foo")).isEqualTo("1\n2");
    }

    @Test
    void refusesRowsThatHaveNewFields() throws IOException {
        putAvro();
        engine.run(AVRO + "ON NEW COLUMN ERROR MAXERROR 10");
        assertThat(engine.run("SELECT a, b FROM t")).isEqualTo("1|x");
        assertThat(engine.run("SELECT line_number, err_code, raw_field_value FROM stl_load_errors ORDER BY 3"))
                .isEqualTo("1|1202|score\n1|1202|tags");
        putXml();
        engine.run("COPY t FROM 's3://lake/in/2'" + ROLE + "XML ROWTAG 'r' ON NEW COLUMN ERROR IGNOREALLERRORS");
        assertThat(engine.run("SELECT raw_field_value FROM stl_load_errors WHERE query = pg_last_copy_id() ORDER BY 1"))
                .isEqualTo("_value\nlang");
    }

    @Test
    void rescuesWhatFitsNowhere() throws IOException {
        putAvro("s3://lake/in/1", "b", Schema.create(Schema.Type.STRING), "too long");
        putAvro("s3://lake/in/2", "x", Schema.create(Schema.Type.DOUBLE), 2.5);
        engine.run(AVRO + "RESCUE rest");
        putXml();
        engine.run(XML + "RESCUE COLUMN rest");
        assertThat(engine.run("SELECT a, b, rest FROM t ORDER BY a, rest"))
                .isEqualTo("1|null|{\"b\":\"too long\"}\n1|null|{\"x\":2.5}\n1|x|null\n"
                        + "2|null|{\"_lang\":\"en\",\"n\":[\"5\",\"6\"]}\n3|null|{\"_VALUE\":\"own\"}");
    }

    @Test
    void saysWhereTheyCannotBe() {
        engine.store.put("s3://lake/paths", "{\"jsonpaths\": [\"$.a\"]}");
        assertFails(
                () -> engine.run("COPY t (a) FROM 's3://lake/in'" + ROLE + "AVRO 's3://lake/paths' RESCUE rest"),
                "OBJECT_NOT_FOUND",
                "prefix");
        engine.store.put("s3://lake/in/1", "x");
        assertFails(
                () -> engine.run("COPY t (a) FROM 's3://lake/in'" + ROLE + "AVRO 's3://lake/paths' RESCUE rest"),
                "NOT_SUPPORTED",
                "by their names");
    }
}
