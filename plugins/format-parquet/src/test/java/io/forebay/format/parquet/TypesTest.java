package io.forebay.format.parquet;

import static io.forebay.format.parquet.FileMaker.join;
import static io.forebay.format.parquet.FileMaker.leaf;
import static io.forebay.format.parquet.FileMaker.levels;
import static io.forebay.format.parquet.FileMaker.little;
import static io.forebay.format.parquet.FileMaker.littles;
import static io.forebay.format.parquet.FileMaker.single;
import static io.forebay.format.parquet.FileMaker.texts;
import static io.forebay.format.parquet.Reading.column;
import static org.apache.parquet.format.FieldRepetitionType.OPTIONAL;
import static org.apache.parquet.format.FieldRepetitionType.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Float16Type;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types that DuckDB does not write. */
class TypesTest {
    private static final Column DECIMAL = Column.of("x", ColumnType.decimal(20, 2));

    private static SchemaElement int32(ConvertedType type) {
        return leaf("x", Type.INT32, REQUIRED).setConverted_type(type);
    }

    @Test
    void readsInt96AsTimestampsInUtc() {
        byte[] values = join(
                littles(8, 0), littles(4, 2_440_588), // 1970-01-01
                littles(8, 86_399_999_999_999L), littles(4, 2_440_587), // the last nanosecond before
                littles(8, 0), littles(4, Integer.MAX_VALUE));
        Loaded loaded =
                Reading.load(single(leaf("x", Type.INT96, REQUIRED), 3, values), column("x", TypeKind.TIMESTAMP));
        assertThat(loaded.values()).containsExactly(0L, -1L);
        assertThat(loaded.onlyRejected().line()).isEqualTo(3);
        assertThat(loaded.onlyRejected().code()).isEqualTo(1206);
    }

    @Test
    void readsOldAnnotations() {
        assertThat(values(int32(ConvertedType.DATE), TypeKind.DATE, littles(4, -1)))
                .containsExactly(-1L);
        assertThat(values(int32(ConvertedType.TIME_MILLIS), TypeKind.TIME, littles(4, 1001)))
                .containsExactly(1_001_000L);
        assertThat(values(int32(ConvertedType.UINT_32), TypeKind.BIGINT, littles(4, -1)))
                .containsExactly(4_294_967_295L);
        assertThat(values(int32(ConvertedType.UINT_8), TypeKind.SMALLINT, littles(4, 255)))
                .containsExactly(255L);
        assertThat(values(
                        leaf("x", Type.INT64, REQUIRED).setConverted_type(ConvertedType.TIMESTAMP_MILLIS),
                        TypeKind.TIMESTAMPTZ,
                        littles(8, -1)))
                .containsExactly(-1000L);
        assertThat(values(
                        leaf("x", Type.INT64, REQUIRED).setConverted_type(ConvertedType.TIME_MICROS),
                        TypeKind.TIME,
                        littles(8, 5)))
                .containsExactly(5L);
        assertThat(values(
                        leaf("x", Type.BYTE_ARRAY, REQUIRED).setConverted_type(ConvertedType.ENUM),
                        TypeKind.VARCHAR,
                        texts("RED")))
                .containsExactly("RED");
    }

    /** What a file says of its numbers is not believed: it may be damaged. */
    @Test
    void checksNarrowNumbers() {
        Loaded loaded = Reading.load(
                single(int32(ConvertedType.INT_8), 2, littles(4, 70_000, -5)), column("x", TypeKind.SMALLINT));
        assertThat(loaded.values()).containsExactly(-5L);
        assertThat(loaded.onlyRejected().reason()).isEqualTo("Overflow, Column type: Short");
    }

    @Test
    void readsNanosecondsAndLocalTimes() {
        SchemaElement nanos = leaf("x", Type.INT64, REQUIRED);
        nanos.setLogicalType(LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.NANOS(new NanoSeconds()))));
        assertThat(values(nanos, TypeKind.TIMESTAMP, littles(8, -1, 1_999))).containsExactly(-1L, 1L);
        SchemaElement local = leaf("x", Type.INT64, REQUIRED);
        local.setLogicalType(LogicalType.TIMESTAMP(new TimestampType(false, TimeUnit.MICROS(new MicroSeconds()))));
        assertThat(Reading.describe(single(local, 1, littles(8, 0)))
                        .get(0)
                        .type()
                        .kind())
                .isEqualTo(TypeKind.TIMESTAMP);
        SchemaElement clock = leaf("x", Type.INT64, REQUIRED);
        clock.setLogicalType(LogicalType.TIME(new TimeType(true, TimeUnit.NANOS(new NanoSeconds()))));
        assertThat(values(clock, TypeKind.TIME, littles(8, 86_399_999_999_999L)))
                .containsExactly(86_399_999_999L);
    }

    @Test
    void readsDecimalsHoweverTheyAreStored() {
        SchemaElement four = leaf("x", Type.INT32, REQUIRED).setConverted_type(ConvertedType.DECIMAL);
        four.setPrecision(9).setScale(1);
        assertThat(Reading.load(single(four, 2, littles(4, -15, 7)), DECIMAL).values())
                .containsExactly(new BigDecimal("-1.50"), new BigDecimal("0.70"));
        SchemaElement any = leaf("x", Type.BYTE_ARRAY, REQUIRED);
        any.setLogicalType(LogicalType.DECIMAL(new DecimalType(2, 40)));
        byte[] values = join(
                little(1, 4),
                new byte[] {-1},
                little(9, 4),
                new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0},
                little(17, 4),
                new byte[17],
                little(0, 4),
                little(17, 4),
                new byte[] {0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        Loaded loaded = Reading.load(single(any, 5, values), DECIMAL);
        assertThat(loaded.values())
                .containsExactly(
                        new BigDecimal("-0.01"), new BigDecimal("184467440737095516.16"), new BigDecimal("0.00"));
        assertThat(loaded.rejected()).extracting(row -> row.line()).containsExactly(4L, 5L);
        SchemaElement fixed = leaf("x", Type.FIXED_LEN_BYTE_ARRAY, REQUIRED).setType_length(5);
        fixed.setConverted_type(ConvertedType.DECIMAL).setPrecision(11).setScale(3);
        assertThat(Reading.load(single(fixed, 1, new byte[] {-1, -1, -1, -1, 0}), DECIMAL)
                        .values())
                .containsExactly(new BigDecimal("-0.25"));
    }

    /** Without its scale, 123 would be loaded for 12300, or for 1.23. */
    @ParameterizedTest
    @CsvSource({"5, -2", "0, 2", "4, 1001"})
    void refusesDecimalsOfImpossibleScales(int precision, int scale) {
        SchemaElement old = int32(ConvertedType.DECIMAL).setPrecision(precision).setScale(scale);
        SchemaElement logical = leaf("x", Type.INT32, REQUIRED);
        logical.setLogicalType(LogicalType.DECIMAL(new DecimalType(scale, precision)));
        for (SchemaElement column : List.of(old, logical)) {
            byte[] file = single(column, 1, littles(4, 123));
            assertThatThrownBy(() -> Reading.load(file, column("x", TypeKind.INTEGER)))
                    .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.DAMAGED_FILE))
                            .isTrue())
                    .hasMessageContaining("'x' is annotated as DECIMAL(" + precision + "," + scale + ")");
        }
    }

    @Test
    void readsFloatsOf16Bits() {
        SchemaElement half = leaf("x", Type.FIXED_LEN_BYTE_ARRAY, REQUIRED).setType_length(2);
        half.setLogicalType(LogicalType.FLOAT16(new Float16Type()));
        byte[] values = littles(2, 0x3C00, 0xC000, 0x0001, 0x7BFF, 0x7C00, 0x8000, 0x7E00);
        assertThat(values(half, TypeKind.REAL, values))
                .containsExactly(1.0, -2.0, 0x1p-24, 65504.0, Double.POSITIVE_INFINITY, -0.0, Double.NaN);
    }

    @Test
    void takesTextsThatAreNotCalledTexts() {
        SchemaElement bytes = leaf("x", Type.BYTE_ARRAY, REQUIRED);
        assertThat(values(bytes, TypeKind.VARCHAR, texts("ä", ""))).containsExactly("ä", "");
        assertThat(values(bytes, TypeKind.VARBYTE, texts("a"))).containsExactly(new byte[] {'a'});
        assertThat(Reading.describe(single(bytes, 1, texts("a"))).get(0).type())
                .isEqualTo(ColumnType.varbyte(ColumnType.MAX_VARBYTE));
        Loaded loaded = Reading.load(
                single(bytes, 2, join(little(1, 4), new byte[] {-1}, texts("b"))), column("x", TypeKind.VARCHAR));
        assertThat(loaded.values()).containsExactly("b");
        assertThat(loaded.onlyRejected().code()).isEqualTo(1220);
    }

    @Test
    void takesNullsOfPagesThatHaveNothingElse() {
        byte[] file = new FileMaker(leaf("x", Type.INT32, OPTIONAL))
                .page(3, Encoding.PLAIN, levels(1, 0, 0, 0))
                .page(2, Encoding.DELTA_BINARY_PACKED, levels(1, 0, 0))
                .page(2, Encoding.PLAIN, levels(1, 1, 0), littles(4, 8))
                .endColumn()
                .endGroup(7)
                .end();
        assertThat(Reading.load(file, column("x", TypeKind.INTEGER)).values())
                .isEqualTo(Arrays.asList(null, null, null, null, null, 8L, null));
    }

    private static List<@Nullable Object> values(SchemaElement column, TypeKind kind, byte[] values) {
        int size =
                switch (column.getType()) {
                    case INT32 -> 4;
                    case INT64 -> 8;
                    case FIXED_LEN_BYTE_ARRAY -> column.getType_length();
                    default -> 0;
                };
        int rows = size == 0 ? count(values) : values.length / size;
        Loaded loaded = Reading.load(single(column, rows, values), column("x", kind));
        assertThat(loaded.rejected()).isEmpty();
        return loaded.values();
    }

    private static int count(byte[] texts) {
        int count = 0;
        for (int at = 0; at < texts.length; at += 4 + texts[at]) {
            count++;
        }
        return count;
    }
}
