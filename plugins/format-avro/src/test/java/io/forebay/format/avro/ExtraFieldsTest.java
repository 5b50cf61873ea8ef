package io.forebay.format.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.ExtraFields.Policy;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExtraFieldsTest {
    private static final ExtraFields ADDED = new ExtraFields(Policy.ADD, false);
    private static final ExtraFields RESCUED = new ExtraFields(Policy.IGNORE, true);
    private static final AvroLoad ID = AvroLoad.of(Column.of("id", ColumnType.of(TypeKind.INTEGER)));

    private static byte[] file(String fields, @Nullable Object... values) {
        Schema schema = Files.parse(
                "{'type': 'record', 'name': 'r', 'fields': [{'name': 'id', 'type': 'int'}, " + fields + "]}");
        GenericRecord record = new GenericData.Record(schema);
        record.put(0, 1);
        for (int i = 0; i < values.length; i++) {
            record.put(i + 1, values[i]);
        }
        return Files.write(schema, CodecFactory.nullCodec(), List.of(record));
    }

    private static String added(Loaded loaded) {
        return loaded.newColumns().stream()
                .map(column -> column.name() + " " + column.type().sqlName())
                .collect(Collectors.joining(", "));
    }

    @Test
    void addsTheLargestTypeOfEachKind() {
        Loaded loaded = ID.load(
                ADDED,
                file(
                        "{'name': 'i', 'type': ['null', 'int']}, {'name': 'f', 'type': 'float'},"
                                + "{'name': 'd', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 9, 'scale': 2}},"
                                + "{'name': 'y', 'type': 'bytes'}, {'name': 'a', 'type': {'type': 'array', 'items': 'int'}},"
                                + "{'name': 't', 'type': {'type': 'int', 'logicalType': 'date'}}, {'name': 'n', 'type': 'null'},"
                                + "{'name': 's', 'type': 'string'}, {'name': 'nul', 'type': 'string'}",
                        null,
                        1f,
                        ByteBuffer.wrap(new byte[] {1}),
                        ByteBuffer.wrap(new byte[] {1}),
                        List.of(1),
                        1,
                        null,
                        "x",
                        "\0"));
        assertThat(loaded.rows()).hasSize(1);
        assertThat(added(loaded))
                .isEqualTo("i bigint, f double precision, d numeric(38,2), y binary varying(1024000), a super, t date,"
                        + " n character varying(65535), s character varying(65535), nul super");
    }

    @Test
    void addsNoColumnForAFileWithoutRecords() {
        String schema = "{'type': 'record', 'name': 'r', 'fields': [{'name': 'x', 'type': 'int'}]}";
        assertThat(ID.load(ADDED, Files.header(schema.replace('\'', '"'), "null"))
                        .newColumns())
                .isEmpty();
    }

    @Test
    void namesColumnsAsTheyAreFound() {
        byte[] file = file("{'name': 'userId', 'type': 'int'}, {'name': 'ID', 'type': 'int'}", 5, 6);
        assertThatThrownBy(() -> ID.load(ADDED, file))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.NO_NEW_COLUMN))
                        .isTrue())
                .hasMessageContaining("\"ID\": another column's name differs by case alone");
        assertThat(added(ID.load(new ExtraFields(Policy.ADD, true), file))).isEqualTo("userId bigint");
        byte[] plain = file("{'name': 'userId', 'type': 'int'}", 5);
        assertThat(added(ID.by("auto ignorecase").load(ADDED, plain))).isEqualTo("userid bigint");
    }

    @Test
    void rescuesAllThatIsThereAsJson() {
        byte[] file = file(
                "{'name': 'a', 'type': ['null', 'string']}, {'name': 'b', 'type': ['null', 'string']},"
                        + "{'name': 'c', 'type': {'type': 'map', 'values': 'double'}}, {'name': 'd', 'type': 'bytes'}",
                null,
                "x\"",
                java.util.Map.of("k", 1.5),
                ByteBuffer.wrap(new byte[] {(byte) 0xE9}));
        assertThat(ID.load(RESCUED, file).rows())
                .containsExactly(Arrays.asList(1L, "{\"b\":\"x\\\"\",\"c\":{\"k\":1.5},\"d\":\"\u00e9\"}"));
        assertThat(ID.load(RESCUED, file("{'name': 'a', 'type': ['null', 'string']}", (Object) null))
                        .rows())
                .containsExactly(Arrays.asList(1L, null));
    }

    @Test
    void rescuesWhatDoesNotFitBesideWhatHasNoColumn() {
        AvroLoad load =
                AvroLoad.of(Column.of("id", ColumnType.of(TypeKind.DATE)), Column.of("s", ColumnType.varchar(2)));
        byte[] file = file("{'name': 's', 'type': 'string'}, {'name': 'x', 'type': 'long'}", "long", 7L);
        assertThat(load.load(RESCUED, file).rows())
                .containsExactly(Arrays.asList(null, null, "{\"id\":1,\"s\":\"long\",\"x\":7}"));
        assertThat(load.load(new ExtraFields(Policy.ERROR, true), file)
                        .onlyRejected()
                        .rawValue())
                .isEqualTo("x");
    }
}
