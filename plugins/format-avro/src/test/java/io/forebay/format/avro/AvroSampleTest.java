package io.forebay.format.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.format.Loaded;
import io.forebay.contract.format.Sampled;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.warehouse.Column;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AvroSampleTest {
    private static final AvroLoad AUTO = AvroLoad.of(new Column[0]);

    private static Schema record(String fields) {
        return Files.parse("{'type': 'record', 'name': 'r', 'fields': [" + fields + "]}");
    }

    /** The columns by the header alone. */
    private static String columns(String fields) {
        return sample(AUTO, Files.header(record(fields).toString(), "null")).text();
    }

    private static Sampled sample(AvroLoad load, byte[]... files) {
        return Sampled.from(new AvroFormat(), load.request().options(), files);
    }

    private static GenericRecord row(Schema schema, @Nullable Object... values) {
        GenericRecord row = new GenericData.Record(schema);
        for (int i = 0; i < values.length; i++) {
            row.put(i, values[i]);
        }
        return row;
    }

    /** The columns of one file, which they must take. */
    private static String loaded(AvroLoad load, Schema schema, GenericRecord... rows) {
        byte[] file = Files.write(schema, CodecFactory.deflateCodec(1), Arrays.asList(rows));
        Sampled sampled = sample(load, file);
        ReadOptions options = load.request().options();
        Loaded loaded = Loaded.from(new AvroFormat(), new ReadRequest(options, sampled.columns()), file);
        assertThat(loaded.rejected()).as("refused by %s", sampled.text()).isEmpty();
        assertThat(loaded.rows()).hasSize(rows.length);
        return sampled.text();
    }

    @Test
    void takesTypesFromTheSchemaOfTheHeader() {
        assertThat(columns("{'name': 'i', 'type': 'int'}, {'name': 'l', 'type': 'long'},"
                        + "{'name': 'f', 'type': 'float'}, {'name': 'd', 'type': 'double'},"
                        + "{'name': 'b', 'type': 'boolean'}, {'name': 's', 'type': 'string'},"
                        + "{'name': 'y', 'type': 'bytes'}, {'name': 'n', 'type': 'null'},"
                        + "{'name': 'x', 'type': {'type': 'fixed', 'name': 'x', 'size': 20}},"
                        + "{'name': 'e', 'type': {'type': 'enum', 'name': 'e', 'symbols': ['A', 'ABCDEFGHIJ']}}"))
                .isEqualTo("i integer, l bigint, f real, d double precision, b boolean, s character varying(65535),"
                        + " y binary varying(1024000), n character varying(16), x binary varying(20),"
                        + " e character varying(32)");
    }

    @Test
    void takesWhatLogicalTypesSay() {
        assertThat(
                        columns(
                                "{'name': 'a', 'type': {'type': 'int', 'logicalType': 'date'}},"
                                        + "{'name': 'b', 'type': {'type': 'int', 'logicalType': 'time-millis'}},"
                                        + "{'name': 'c', 'type': {'type': 'long', 'logicalType': 'timestamp-micros'}},"
                                        + "{'name': 'd', 'type': {'type': 'long', 'logicalType': 'local-timestamp-millis'}},"
                                        + "{'name': 'e', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 9, 'scale': 2}},"
                                        + "{'name': 'f', 'type': {'type': 'fixed', 'name': 'u', 'size': 16, 'logicalType': 'uuid'}},"
                                        + "{'name': 'g', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 40}},"
                                        + "{'name': 'h', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 38, 'scale': 38}}"))
                .isEqualTo(
                        "a date, b time without time zone, c timestamp with time zone, d timestamp without time zone,"
                                + " e numeric(9,2), f character varying(36), g character varying(43), h character varying(41)");
    }

    @Test
    void findsOneTypeForTheBranchesOfAUnion() {
        assertThat(columns("{'name': 'a', 'type': ['null', 'int']}, {'name': 'b', 'type': ['int', 'long']},"
                        + "{'name': 'c', 'type': ['int', 'double', 'null']}, {'name': 'd', 'type': ['string', 'bytes']},"
                        + "{'name': 'e', 'type': ['boolean', 'int']},"
                        + "{'name': 'f', 'type': ['string', {'type': 'array', 'items': 'int'}]}"))
                .isEqualTo("a integer, b bigint, c double precision, d super, e character varying(64), f super");
    }

    @Test
    void takesNestedValuesForSuper() {
        assertThat(
                        columns(
                                "{'name': 'a', 'type': {'type': 'array', 'items': 'int'}},"
                                        + "{'name': 'm', 'type': {'type': 'map', 'values': 'string'}}, {'name': 'self', 'type': ['null', 'r']}"))
                .isEqualTo("a super, m super, self super");
    }

    @Test
    void takesLengthsFromTheFirstRecords() {
        Schema schema = record("{'name': 's', 'type': ['null', 'string']}, {'name': 'y', 'type': 'bytes'},"
                + "{'name': 'big', 'type': 'string'}, {'name': 'nul', 'type': 'string'}");
        String big = "x".repeat(70_000);
        assertThat(loaded(
                        AUTO,
                        schema,
                        row(schema, null, ByteBuffer.wrap(new byte[5]), "", "a"),
                        row(schema, "\u00e9".repeat(20), ByteBuffer.wrap(new byte[70_000]), big, "\0")))
                .isEqualTo("s character varying(128), y binary varying(1024000), big super, nul super");
    }

    @Test
    void widensOverFiles() {
        Schema one = record("{'name': 'id', 'type': 'int'}, {'name': 'x', 'type': 'null'}");
        Schema two = record(
                "{'name': 'x', 'type': 'float'}, {'name': 'id', 'type': 'long'}, {'name': 'new', 'type': 'int'}");
        byte[] first = Files.write(one, CodecFactory.nullCodec(), List.of(row(one, 1, null)));
        byte[] second = Files.write(two, CodecFactory.nullCodec(), List.of(row(two, 1f, 2L, 3)));
        assertThat(sample(AUTO, first, second).text()).isEqualTo("id bigint, x real, new integer");
    }

    @Test
    void needsNoMoreThanTheHeaderOfALargeFile() {
        Schema schema = record("{'name': 's', 'type': 'string'}, {'name': 'i', 'type': 'int'}");
        byte[] header = Files.header(schema.toString(), "null");
        byte[] cut = Files.join(header, Files.bytes(out -> {
            out.writeLong(1000);
            out.writeLong(50 << 20);
            out.writeFixed(new byte[100]);
        }));
        assertThat(sample(AUTO, cut).text()).isEqualTo("s character varying(65535), i integer");
        byte[] small = Files.write(schema, CodecFactory.nullCodec(), List.of(row(schema, "abc", 1)));
        assertThat(sample(AUTO, small).text()).isEqualTo("s character varying(16), i integer");
        assertThat(sample(AUTO, small, cut).text()).isEqualTo("s character varying(65535), i integer");
    }

    @Test
    void leavesDamagedBlocksToTheLoad() {
        Schema schema = record("{'name': 's', 'type': 'string'}");
        byte[] header = Files.header(schema.toString(), "null");
        assertThat(sample(AUTO, Files.join(header, Files.block(3, new byte[] {2, 'x', 126})))
                        .text())
                .isEqualTo("s character varying(16)");
        assertThat(sample(AUTO, Files.join(header, new byte[] {2})).text()).isEqualTo("s character varying(65535)");
        assertThatThrownBy(() -> sample(AUTO, Arrays.copyOf(header, header.length - 3)))
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining("its end is missing");
    }

    @Test
    void foldsNamesAndTellsWhatTheyCost() {
        Schema schema = record("{'name': 'userId', 'type': 'int'}, {'name': 'userid', 'type': 'string'}");
        Sampled exact = sample(AUTO, Files.header(schema.toString(), "null"));
        assertThat(exact.text()).isEqualTo("userid character varying(65535)");
        assertThat(exact.remarks())
                .singleElement()
                .asString()
                .contains("(\"userId\")", "fields with letters in upper case");
        AvroLoad ignore = AUTO.by("auto ignorecase");
        assertThat(loaded(ignore, schema, row(schema, 5, "x"))).isEqualTo("userid character varying(64)");
        assertThat(sample(ignore, Files.header(schema.toString(), "null")).remarks())
                .singleElement()
                .asString()
                .contains("differ by case alone");
    }

    @Test
    void stopsAtTheColumnsThatATableMayHave() {
        StringBuilder fields = new StringBuilder("{'name': 'f0', 'type': 'int'}");
        for (int i = 1; i < 1700; i++) {
            fields.append(", {'name': 'f").append(i).append("', 'type': 'int'}");
        }
        Sampled sampled = sample(AUTO, Files.header(record(fields.toString()).toString(), "null"));
        assertThat(sampled.columns()).hasSize(1600);
        assertThat(sampled.remarks()).singleElement().asString().contains("first 1600 fields", "\"f1600\"");
    }

    @Test
    void followsThePathsOfAJsonPathsFile() {
        Schema schema =
                record("{'name': 'Id', 'type': 'int'}, {'name': 'who', 'type': ['null', {'type': 'record', 'name': 'w',"
                        + " 'fields': [{'name': 'name', 'type': ['string', 'int']}]}]},"
                        + " {'name': 'tags', 'type': {'type': 'array', 'items': 'double'}}");
        GenericRecord who = new GenericData.Record(
                schema.getField("who").schema().getTypes().get(1));
        who.put(0, "Ann");
        AvroLoad paths = AUTO.by("paths", "$.Id", "$.who.name", "$.tags[0]", "$.who", "$");
        assertThat(loaded(paths, schema, row(schema, 1, who, List.of(1.5)), row(schema, 2, null, List.of(2.5))))
                .isEqualTo(
                        "id integer, name character varying(64), tags_0 double precision, who super, column_5 super");
        assertThat(sample(paths, new byte[0]).columns()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithTheArguments() {
        assertThatThrownBy(() -> sample(AUTO.by("lines"))).hasMessageContaining("not 'lines'");
        assertThatThrownBy(() -> sample(AUTO, "id,name\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .hasMessageContaining("no Avro file");
    }
}
