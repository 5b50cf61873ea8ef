package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineTest;
import io.forebay.spi.store.ObjectUri;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** COPY of files whose records are trees: Avro and XML, from the statement to the rows and the errors. */
class TreeCopyTest extends EngineTest {
    private static final Schema INNER =
            SchemaBuilder.record("inner").fields().requiredString("city").endRecord();
    private static final Schema SCHEMA = SchemaBuilder.record("person")
            .fields()
            .requiredInt("id")
            .requiredString("NAME")
            .name("home")
            .type(INNER)
            .noDefault()
            .endRecord();

    @BeforeEach
    void createTable() {
        engine.run("CREATE TABLE person (id SMALLINT, name VARCHAR(10), home SUPER)");
    }

    private void putAvro(String key, int... ids) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA))) {
            writer.setCodec(CodecFactory.deflateCodec(6));
            writer.create(SCHEMA, bytes);
            for (int id : ids) {
                writer.append(new GenericRecordBuilder(SCHEMA)
                        .set("id", id)
                        .set("NAME", "n" + id)
                        .set(
                                "home",
                                new GenericRecordBuilder(INNER)
                                        .set("city", "c" + id)
                                        .build())
                        .build());
            }
        }
        engine.store.put(ObjectUri.parse(key), bytes.toByteArray());
    }

    @Test
    void loadsAvroByNames() throws IOException {
        putAvro("s3://lake/in/1.avro", 1, 2, 3);
        putAvro("s3://lake/in/2.avro", 4);
        engine.run("COPY person FROM 's3://lake/in'" + ROLE + "FORMAT AS AVRO 'auto ignorecase'");
        assertThat(engine.run("SELECT id, name, home FROM person ORDER BY id"))
                .isEqualTo(
                        "1|n1|{\"city\":\"c1\"}\n2|n2|{\"city\":\"c2\"}\n3|n3|{\"city\":\"c3\"}\n4|n4|{\"city\":\"c4\"}");
        assertThat(engine.run("SELECT lines_scanned FROM stl_load_commits ORDER BY filename"))
                .isEqualTo("3\n1");
        assertThat(engine.run("SELECT file_format FROM sys_load_history")).isEqualTo("Avro");
    }

    @Test
    void loadsAvroByPaths() throws IOException {
        putAvro("s3://lake/in/1.avro", 1, 2);
        engine.store.put("s3://lake/paths.json", "{\"jsonpaths\": [\"$.home.city\", \"$.id\"]}");
        engine.run("COPY person (name, id) FROM 's3://lake/in'" + ROLE + "AVRO 's3://lake/paths.json'");
        assertThat(engine.run("SELECT id, name, home FROM person ORDER BY id")).isEqualTo("1|c1|null\n2|c2|null");
    }

    @Test
    void tellsOfTheAvroRecordThatWasRefused() throws IOException {
        putAvro("s3://lake/in/1.avro", 1, 100_000, 3);
        engine.run("COPY person FROM 's3://lake/in'" + ROLE + "AVRO MAXERROR 2");
        assertThat(engine.run("SELECT id FROM person ORDER BY id")).isEqualTo("1\n3");
        assertThat(engine.run("SELECT line_number, colname, err_code, raw_field_value FROM stl_load_errors"))
                .isEqualTo("2|id|1222|100000");
    }

    @Test
    void loadsXmlByTheTagOfItsRecords() {
        engine.store.put(
                "s3://lake/in/1.xml",
                "<all>\n<person id='1'><Name>Ann</Name><home><city>c</city></home></person>\n"
                        + "<person><id>x</id></person>\n<person id='2'/></all>");
        engine.run("COPY person FROM 's3://lake/in'" + ROLE + "FORMAT XML ROWTAG 'person' MAXERROR 2");
        assertThat(engine.run("SELECT id, name, home FROM person ORDER BY id"))
                .isEqualTo("1|Ann|{\"city\":\"c\"}\n2|null|null");
        assertThat(engine.run("SELECT line_number, colname, err_code, raw_line, raw_field_value FROM stl_load_errors"))
                .isEqualTo("3|id|1207|<person><id>x</id></person>|x");
        assertThat(engine.run("SELECT file_format FROM sys_load_history")).isEqualTo("Xml");
    }

    @Test
    void loadsNothingOfAFileThatIsNotWellFormed() {
        engine.store.put("s3://lake/in/1.xml", "<all><person id='1'/>\n<person id='2'></all>");
        assertFails(
                () -> engine.run("COPY person FROM 's3://lake/in'" + ROLE + "XML ROWTAG 'person' IGNOREALLERRORS"),
                "DAMAGED_FILE",
                "s3://lake/in/1.xml is damaged: line 2, column 18: The element type \"person\" must be terminated by the"
                        + " matching end-tag \"</person>\".");
        assertThat(engine.run("SELECT count(*) FROM person")).isEqualTo("0");
        assertThat(engine.run("SELECT line_number, err_code FROM stl_load_errors"))
                .isEqualTo("0|1216");
    }
}
