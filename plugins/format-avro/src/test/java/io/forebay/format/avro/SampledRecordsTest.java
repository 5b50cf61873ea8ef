package io.forebay.format.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.Loaded;
import io.forebay.contract.format.Sampled;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.ValueRules;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that were told of random files take all their records, though the schemas of the files differ. */
class SampledRecordsTest {
    private static final int RECORDS = 20;
    private static final int FIELDS = 6;
    private static final long DAYS = 100_000;
    private static final long DAY_MILLIS = 86_400_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void loadWithoutARefusedRow(int seed) {
        for (int turn = 0; turn < 10; turn++) {
            check(new Random(seed * 1000L + turn));
        }
    }

    private static void check(Random random) {
        byte[][] files = new byte[1 + random.nextInt(3)][];
        List<Schema> schemas = new ArrayList<>();
        for (int i = 0; i < files.length; i++) {
            Schema schema = schema(random);
            schemas.add(schema);
            List<Object> records = new ArrayList<>();
            for (int record = 0; record < RECORDS; record++) {
                records.add(record(schema, random));
            }
            files[i] = Files.write(schema, CodecFactory.nullCodec(), records);
        }
        ReadOptions options = options(random);
        Sampled sampled = Sampled.from(new AvroFormat(), options, files);
        for (byte[] file : files) {
            Loaded loaded = Loaded.from(new AvroFormat(), new ReadRequest(options, sampled.columns()), file);
            assertThat(loaded.rejected())
                    .as("%s with %s by %s", schemas, options, sampled.text())
                    .isEmpty();
            assertThat(loaded.rows()).hasSize(RECORDS);
        }
    }

    private static ReadOptions options(Random random) {
        Set<ReadFlag> flags = EnumSet.noneOf(ReadFlag.class);
        if (random.nextBoolean()) {
            flags.add(ReadFlag.EMPTYASNULL);
        }
        ValueRules values = new ValueRules("\\N", null, random.nextBoolean() ? "auto" : null, null);
        Layout layout = new Layout.Named("AVRO", List.of(random.nextBoolean() ? "auto" : "auto ignorecase"));
        return new ReadOptions(layout, Compression.NONE, Encoding.UTF8, 0, values, flags);
    }

    private static Schema schema(Random random) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("root").fields();
        for (int i = 0; i < FIELDS; i++) {
            if (random.nextInt(4) > 0) {
                fields = fields.name("f" + i).type(field(random, "f" + i)).noDefault();
            }
        }
        return fields.endRecord();
    }

    private static Schema field(Random random, String name) {
        if (random.nextBoolean()) {
            return type(random, name, random.nextInt(TYPES));
        }
        List<Schema> branches = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Schema branch = type(random, name + "_" + i, random.nextInt(TYPES));
            if (branches.stream().noneMatch(other -> other.getFullName().equals(branch.getFullName()))) {
                branches.add(branch);
            }
        }
        return Schema.createUnion(branches);
    }

    private static final int TYPES = 21;

    private static Schema type(Random random, String name, int kind) {
        Schema integer = Schema.create(Schema.Type.INT);
        Schema number = Schema.create(Schema.Type.LONG);
        return switch (kind) {
            case 0 -> Schema.create(Schema.Type.NULL);
            case 1 -> Schema.create(Schema.Type.BOOLEAN);
            case 2 -> integer;
            case 3 -> number;
            case 4 -> Schema.create(Schema.Type.FLOAT);
            case 5 -> Schema.create(Schema.Type.DOUBLE);
            case 6, 7 -> Schema.create(Schema.Type.STRING);
            case 8 -> Schema.create(Schema.Type.BYTES);
            case 9 -> Schema.createFixed(name, null, null, random.nextInt(20));
            case 10 -> Schema.createEnum(name, null, null, List.of("A", "LONGER_SYMBOL"));
            case 11 -> LogicalTypes.date().addToSchema(integer);
            case 12 -> LogicalTypes.timeMillis().addToSchema(integer);
            case 13 -> LogicalTypes.timeMicros().addToSchema(number);
            case 14 -> LogicalTypes.timestampMillis().addToSchema(number);
            case 15 -> LogicalTypes.localTimestampMillis().addToSchema(number);
            case 16 -> decimal(random);
            case 17 -> LogicalTypes.uuid().addToSchema(Schema.createFixed(name, null, null, 16));
            case 18 -> Schema.createArray(Schema.create(Schema.Type.STRING));
            case 19 -> Schema.createMap(number);
            default ->
                SchemaBuilder.record(name)
                        .fields()
                        .requiredString("in")
                        .requiredBytes("ner")
                        .endRecord();
        };
    }

    private static Schema decimal(Random random) {
        int precision = 1 + random.nextInt(45);
        return LogicalTypes.decimal(precision, random.nextInt(precision + 1))
                .addToSchema(Schema.create(Schema.Type.BYTES));
    }

    private static GenericRecord record(Schema schema, Random random) {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema(), random));
        }
        return record;
    }

    private static @Nullable Object value(Schema schema, Random random) {
        if (schema.getLogicalType() != null) {
            return logical(schema, random);
        }
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT -> random.nextInt(9) == 0 ? Float.NaN : Float.intBitsToFloat(random.nextInt());
            case DOUBLE -> random.nextInt(9) == 0 ? 1e300 : random.nextGaussian();
            case STRING -> text(random);
            case BYTES -> bytes(random, random.nextInt(60));
            case FIXED ->
                new GenericData.Fixed(
                        schema, bytes(random, schema.getFixedSize()).array());
            case ENUM ->
                new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(random.nextInt(2)));
            case UNION ->
                value(schema.getTypes().get(random.nextInt(schema.getTypes().size())), random);
            case ARRAY -> List.of(text(random), text(random));
            case MAP -> Map.of(text(random), random.nextLong());
            case RECORD -> record(schema, random);
        };
    }

    private static Object logical(Schema schema, Random random) {
        long days = Math.floorMod(random.nextLong(), 2 * DAYS) - DAYS;
        long millis = Math.floorMod(random.nextLong(), DAY_MILLIS);
        return switch (schema.getLogicalType().getName()) {
            case "date" -> (int) days;
            case "time-millis" -> (int) millis;
            case "time-micros" -> millis * 1000;
            case "decimal" -> decimal(schema, random);
            case "uuid" -> new GenericData.Fixed(schema, bytes(random, 16).array());
            default -> days * DAY_MILLIS + millis;
        };
    }

    private static ByteBuffer decimal(Schema schema, Random random) {
        LogicalTypes.Decimal type = (LogicalTypes.Decimal) schema.getLogicalType();
        BigInteger unscaled = new BigInteger(150, random).mod(BigInteger.TEN.pow(type.getPrecision()));
        BigDecimal value = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.getScale());
        return new Conversions.DecimalConversion().toBytes(value, schema, type);
    }

    private static ByteBuffer bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static String text(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> String.valueOf(random.nextInt());
            case 2 -> "2026-01-31";
            case 3 -> "\u00e9\u6771".repeat(random.nextInt(100));
            case 4 -> random.nextInt(20) == 0 ? "a\0b" : "a b";
            case 5 -> "x".repeat(random.nextInt(20) == 0 ? 66_000 : 300);
            default -> "some words \"quoted\"\n";
        };
    }
}
