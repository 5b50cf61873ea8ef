package io.forebay.format.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.RecordFormatContract;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.warehouse.Column;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class AvroFormatTest extends RecordFormatContract {
    private static final Schema SCHEMA = Files.parse(
            """
            {'type': 'record', 'name': 'person', 'fields': [
                {'name': 'id', 'type': ['int', 'string']}, {'name': 'name', 'type': 'string'}]}""");

    @Override
    protected boolean recordsAreTexts() {
        return false;
    }

    @Override
    protected RecordFormat format() {
        return new AvroFormat();
    }

    @Override
    protected ReadRequest request() {
        return AvroLoad.of(COLUMNS.toArray(new Column[0])).request();
    }

    /** A block of one record. */
    @Override
    protected byte[] record(int id, String name) {
        return block(id, name);
    }

    @Override
    protected byte[] brokenRecord() {
        return block("x", "broken");
    }

    private static byte[] block(Object id, String name) {
        Object record =
                new GenericRecordBuilder(SCHEMA).set("id", id).set("name", name).build();
        return Files.block(1, Files.datum(SCHEMA, record));
    }

    @Override
    protected byte[] file(byte[] records) {
        return Files.join(Files.header(SCHEMA.toString(), "null"), records);
    }

    @Override
    protected boolean findsByName() {
        return true;
    }

    @Override
    protected byte[] fileWith(int id, String name, String field, String value) {
        Schema schema = SchemaBuilder.record("person")
                .fields()
                .requiredInt("id")
                .requiredString(field)
                .requiredString("name")
                .endRecord();
        Object record = new GenericRecordBuilder(schema)
                .set("id", id)
                .set(field, value)
                .set("name", name)
                .build();
        return Files.write(schema, CodecFactory.nullCodec(), List.of(record));
    }

    @Test
    void isFoundAsAPlugin() {
        assertThat(ServiceLoader.load(RecordFormat.class).stream().map(ServiceLoader.Provider::type))
                .contains(AvroFormat.class);
    }

    @Test
    void readsNoOtherLayout() {
        assertThat(new AvroFormat().reads(new Layout.Named("JSON", List.of("auto"))))
                .isFalse();
        assertThat(new AvroFormat().reads(new Layout.Csv((byte) ',', (byte) '"')))
                .isFalse();
        assertThat(new AvroFormat().name(new Layout.Named("AVRO", List.of("auto"))))
                .isEqualTo("Avro");
    }
}
