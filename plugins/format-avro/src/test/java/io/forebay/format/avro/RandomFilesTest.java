package io.forebay.format.avro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.RandomData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random values of random schemas, written by Avro's own writer, come back equal. */
class RandomFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CODECS = List.of("null", "deflate", "snappy", "bzip2", "zstandard");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25})
    void comeBackEqual(long seed) throws IOException {
        Random random = new Random(seed);
        Schema schema = record(random, "root", 0);
        List<GenericRecord> records = new ArrayList<>();
        for (Object value : new RandomData(schema, 40, seed)) {
            records.add((GenericRecord) value);
        }
        CodecFactory codec = CodecFactory.fromString(CODECS.get(random.nextInt(CODECS.size())));
        List<Column> columns = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            columns.add(Column.of(field.name(), column(field.schema(), random)));
        }
        List<List<@Nullable Object>> rows = AvroLoad.of(columns.toArray(new Column[0]))
                .load(Files.write(schema, codec, records))
                .rows();
        assertThat(rows).hasSize(records.size());
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < columns.size(); i++) {
                check(columns.get(i), rows.get(row).get(i), records.get(row).get(i));
            }
        }
    }

    private static void check(Column column, @Nullable Object found, @Nullable Object expected) throws IOException {
        if (column.type().kind() == TypeKind.SUPER) {
            assertThat(JSON.readTree(String.valueOf(found))).isEqualTo(json(expected));
        } else {
            assertThat(found).as(column.toString()).isEqualTo(plain(expected));
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Integer number) {
            return (long) number;
        }
        if (value instanceof Float number) {
            return (double) number;
        }
        if (value instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        if (value instanceof GenericData.EnumSymbol symbol) {
            return symbol.toString();
        }
        return bytes(value);
    }

    private static @Nullable Object bytes(@Nullable Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return value instanceof GenericFixed fixed ? fixed.bytes() : value;
    }

    /** The value as the JSON that it should have become, by a way of its own. */
    private static JsonNode json(@Nullable Object value) throws IOException {
        if (value instanceof GenericRecord record) {
            var object = JSON.createObjectNode();
            for (Schema.Field field : record.getSchema().getFields()) {
                object.set(field.name(), json(record.get(field.name())));
            }
            return JSON.readTree(object.toString());
        }
        if (value instanceof List<?> list) {
            var array = JSON.createArrayNode();
            for (Object item : list) {
                array.add(json(item));
            }
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            var object = JSON.createObjectNode();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                object.set(entry.getKey().toString(), json(entry.getValue()));
            }
            return object;
        }
        Object plain = bytes(value);
        if (plain instanceof byte[] raw) {
            plain = new String(raw, StandardCharsets.ISO_8859_1);
        }
        boolean text = plain instanceof CharSequence || plain instanceof GenericData.EnumSymbol;
        return JSON.readTree(JSON.writeValueAsString(text ? String.valueOf(plain) : plain));
    }

    private static Schema record(Random random, String name, int depth) {
        List<Schema.Field> fields = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            fields.add(new Schema.Field("f" + i, schema(random, name + "_" + i, depth)));
        }
        return Schema.createRecord(name, null, null, false, fields);
    }

    private static Schema schema(Random random, String name, int depth) {
        int kind = random.nextInt(depth > 3 ? 9 : 13);
        return switch (kind) {
            case 0 -> Schema.create(Schema.Type.INT);
            case 1 -> Schema.create(Schema.Type.LONG);
            case 2 -> Schema.create(Schema.Type.FLOAT);
            case 3 -> Schema.create(Schema.Type.DOUBLE);
            case 4 -> Schema.create(Schema.Type.BOOLEAN);
            case 5 -> Schema.create(Schema.Type.STRING);
            case 6 -> Schema.create(Schema.Type.BYTES);
            case 7 -> Schema.createFixed(name, null, null, random.nextInt(20));
            case 8 -> Schema.createEnum(name, null, null, List.of("A", "B", "C"));
            case 9 -> record(random, name, depth + 1);
            case 10 -> Schema.createArray(schema(random, name, depth + 1));
            case 11 -> Schema.createMap(schema(random, name, depth + 1));
            default -> Schema.createUnion(Schema.create(Schema.Type.NULL), notUnion(random, name, depth + 1));
        };
    }

    private static Schema notUnion(Random random, String name, int depth) {
        Schema schema = schema(random, name, depth);
        return schema.isUnion() ? Schema.create(Schema.Type.LONG) : schema;
    }

    /** The natural column of a type; SUPER for what is nested, and now and then for the others. */
    private static ColumnType column(Schema schema, Random random) {
        Schema type = schema.isUnion() ? schema.getTypes().get(1) : schema;
        return switch (type.getType()) {
            case INT -> ColumnType.of(TypeKind.INTEGER);
            case LONG -> ColumnType.of(TypeKind.BIGINT);
            case FLOAT -> ColumnType.of(random.nextBoolean() ? TypeKind.REAL : TypeKind.DOUBLE);
            case DOUBLE -> ColumnType.of(TypeKind.DOUBLE);
            case BOOLEAN -> ColumnType.of(TypeKind.BOOLEAN);
            case STRING, ENUM -> ColumnType.of(TypeKind.VARCHAR);
            case BYTES, FIXED -> ColumnType.of(TypeKind.VARBYTE);
            default -> ColumnType.of(TypeKind.SUPER);
        };
    }
}
