package io.forebay.format.parquet;

import static io.forebay.contract.format.ParquetValues.hybrid;
import static io.forebay.contract.format.ParquetValues.join;
import static io.forebay.contract.format.ParquetValues.little;
import static io.forebay.contract.format.ParquetValues.sized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.format.Loaded;
import io.forebay.contract.format.ParquetBytes;
import io.forebay.contract.format.ParquetBytes.Codec;
import io.forebay.contract.format.ParquetBytes.Element;
import io.forebay.contract.format.ParquetBytes.Encoding;
import io.forebay.contract.format.ParquetBytes.Header;
import io.forebay.contract.format.ParquetBytes.Physical;
import io.forebay.contract.format.ParquetBytes.Repeats;
import io.forebay.contract.format.ParquetValues;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Encodings, as pages have them that were written by no library. */
class EncodingsTest {
    private static final int ROWS = 5000;
    private static final Column LONG = Reading.column("x", TypeKind.BIGINT);
    private static final Column BYTES = Column.of("x", ColumnType.varbyte(100));

    private static ParquetBytes file(Physical physical, Repeats repeats) {
        Element leaf = Element.leaf("x", physical, repeats);
        return ParquetBytes.of(List.of(physical == Physical.FIXED ? leaf.sized(5) : leaf));
    }

    private static List<@Nullable Object> values(ParquetBytes file, Column into, int rows) {
        Loaded loaded = Reading.load(file.endColumn(Codec.NONE).endGroup(rows).bytes(), into);
        assertThat(loaded.rejected()).isEmpty();
        return loaded.values();
    }

    /** Differences of no bit, of all 64, and of any number of them between. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 31, 32, 33, 127, 128, 129, 130, 257, ROWS})
    void readsDeltasOfAllWidths(int rows) {
        Random random = new Random(rows);
        List<long[]> all = List.of(
                LongStream.range(0, rows).map(i -> 42).toArray(),
                LongStream.range(0, rows).map(i -> 7 * i - 3).toArray(),
                LongStream.range(0, rows)
                        .map(i -> i % 2 == 0 ? Long.MIN_VALUE : Long.MAX_VALUE)
                        .toArray(),
                LongStream.range(0, rows).map(i -> random.nextLong()).toArray(),
                LongStream.range(0, rows)
                        .map(i -> random.nextLong() >> random.nextInt(64))
                        .toArray());
        for (long[] numbers : all) {
            byte[] content = ParquetValues.deltas(numbers);
            assertThat(values(
                            file(Physical.INT64, Repeats.REQUIRED).page(rows, Encoding.DELTA_BINARY_PACKED, content),
                            LONG,
                            rows))
                    .isEqualTo(boxed(numbers));
            long[] ints = Arrays.stream(numbers).map(number -> (int) number).toArray();
            assertThat(values(
                            file(Physical.INT32, Repeats.REQUIRED)
                                    .page(rows, Encoding.DELTA_BINARY_PACKED, ParquetValues.deltas(ints)),
                            LONG,
                            rows))
                    .isEqualTo(boxed(ints));
        }
    }

    /** Writers that compute in 32 bits let differences of INT32 overflow. */
    @Test
    void readsDeltasThatOverflowIn32Bits() {
        byte[] content = join(
                new byte[] {(byte) 128, 1, 4, 2},
                new byte[] {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F}, // Integer.MAX_VALUE
                new byte[] {2}, // 1 more, which is Integer.MIN_VALUE
                new byte[4]);
        assertThat(values(
                        file(Physical.INT32, Repeats.REQUIRED).page(2, Encoding.DELTA_BINARY_PACKED, content), LONG, 2))
                .containsExactly((long) Integer.MAX_VALUE, (long) Integer.MIN_VALUE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Physical.class,
            mode = Mode.INCLUDE,
            names = {"INT32", "INT64", "FLOAT", "DOUBLE", "FIXED"})
    void readsBytesThatAreSplit(Physical physical) {
        int size = physical == Physical.FIXED ? 5 : physical == Physical.INT32 || physical == Physical.FLOAT ? 4 : 8;
        List<byte[]> stored = new ArrayList<>();
        List<Object> expected = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < ROWS; i++) {
            long number = i == 0 ? 0 : i == 1 ? -1 : random.nextInt();
            double real = (float) number / 3;
            long bits =
                    switch (physical) {
                        case FLOAT -> Float.floatToRawIntBits((float) real);
                        case DOUBLE -> Double.doubleToRawLongBits(real);
                        default -> number;
                    };
            byte[] value = little(bits, size);
            stored.add(value);
            expected.add(
                    physical == Physical.FIXED
                            ? value
                            : physical.name().startsWith("INT") ? (Object) number : (Object) real);
        }
        Column into = physical == Physical.FIXED
                ? BYTES
                : physical.name().startsWith("INT") ? LONG : Reading.column("x", TypeKind.DOUBLE);
        assertThat(values(
                                file(physical, Repeats.REQUIRED)
                                        .page(ROWS, Encoding.BYTE_STREAM_SPLIT, ParquetValues.split(stored, size)),
                                into,
                                ROWS)
                        .toArray())
                .isEqualTo(expected.toArray());
    }

    @ParameterizedTest
    @EnumSource(
            value = Physical.class,
            mode = Mode.INCLUDE,
            names = {"BYTE_ARRAY", "FIXED"})
    void readsTextsThatShareTheirBeginnings(Physical physical) {
        List<byte[]> stored = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            String text = i % 7 == 0 && physical != Physical.FIXED ? "" : String.format("%05d", i / 3);
            stored.add((i % 5 == 0 && physical != Physical.FIXED ? text + "more".repeat(i % 20) : text)
                    .getBytes(StandardCharsets.US_ASCII));
        }
        List<Encoding> encodings = physical == Physical.FIXED
                ? List.of(Encoding.DELTA_BYTE_ARRAY)
                : List.of(Encoding.DELTA_BYTE_ARRAY, Encoding.DELTA_LENGTH_BYTE_ARRAY);
        for (Encoding encoding : encodings) {
            byte[] content = encoding == Encoding.DELTA_BYTE_ARRAY
                    ? ParquetValues.prefixes(stored)
                    : ParquetValues.lengths(stored);
            // The beginnings of a page are its own.
            ParquetBytes file = file(physical, Repeats.REQUIRED)
                    .page(ROWS, encoding, content)
                    .page(ROWS, encoding, content);
            List<byte[]> twice = Stream.concat(stored.stream(), stored.stream()).toList();
            assertThat(values(file, BYTES, 2 * ROWS).toArray()).isEqualTo(twice.toArray());
        }
    }

    /** A writer whose dictionary has become too large goes on without it, in pages of any encoding. */
    @Test
    void readsPagesBehindThoseOfADictionary() {
        long[] ids = {2, 2, 2, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2};
        ParquetBytes file = file(Physical.INT64, Repeats.REQUIRED)
                .dictionary(3, ParquetValues.plain(List.of(little(-1, 8), little(5, 8), little(9, 8))))
                .page(ids.length, Encoding.RLE_DICTIONARY, join(new byte[] {2}, hybrid(2, ids, () -> true)))
                .page(1, Encoding.PLAIN, little(77, 8))
                .page(2, Encoding.DELTA_BINARY_PACKED, ParquetValues.deltas(new long[] {78, 79}))
                .page(ids.length, Encoding.PLAIN_DICTIONARY, join(new byte[] {9}, hybrid(9, ids, () -> false)));
        List<Object> chosen = List.of(9L, 9L, 9L, -1L, 5L, 5L, 5L, 5L, 5L, 5L, 5L, 5L, 9L);
        List<Object> expected = new ArrayList<>(chosen);
        expected.addAll(List.of(77L, 78L, 79L));
        expected.addAll(chosen);
        assertThat(values(file, LONG, expected.size())).isEqualTo(expected);
    }

    /** There is one for a column of a row group, in front of its values; memory is counted for one. */
    @Test
    void refusesASecondDictionary() {
        byte[] file = file(Physical.INT64, Repeats.REQUIRED)
                .dictionary(1, little(5, 8))
                .dictionary(1, little(6, 8))
                .page(1, Encoding.RLE_DICTIONARY, new byte[] {0, 2})
                .endColumn(Codec.NONE)
                .endGroup(1)
                .bytes();
        assertThatThrownBy(() -> Reading.load(file, LONG))
                .hasMessageContaining("a dictionary behind values or another");
    }

    /** Its entries are bits: there are more of them than bytes. */
    @Test
    void readsADictionaryOfBooleans() {
        ParquetBytes file = file(Physical.BOOLEAN, Repeats.REQUIRED)
                .dictionary(2, new byte[] {0b10})
                .page(3, Encoding.RLE_DICTIONARY, join(new byte[] {1}, hybrid(1, new long[] {1, 0, 1}, () -> false)));
        assertThat(values(file, Reading.column("x", TypeKind.BOOLEAN), 3)).containsExactly(1L, 0L, 1L);
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            mode = Mode.EXCLUDE,
            names = {"RLE", "BIT_PACKED", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"})
    void readsPagesOfNoValueAndOfNullsAlone(Encoding encoding) {
        assertNulls(encoding, Physical.INT64, LONG, little(6, 8));
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            mode = Mode.INCLUDE,
            names = {"DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"})
    void readsPagesOfNoTextAndOfNullsAlone(Encoding encoding) {
        assertNulls(
                encoding, Physical.BYTE_ARRAY, Reading.column("x", TypeKind.VARCHAR), join(little(1, 4), new byte[] {'6'
                }));
    }

    /** What stands for no value: nothing, or what the encoding writes of an empty list. */
    private static void assertNulls(Encoding encoding, Physical physical, Column into, byte[] six) {
        byte[] none =
                switch (encoding) {
                    case DELTA_BINARY_PACKED -> ParquetValues.deltas(new long[0]);
                    case DELTA_LENGTH_BYTE_ARRAY -> ParquetValues.lengths(List.of());
                    case DELTA_BYTE_ARRAY -> ParquetValues.prefixes(List.of());
                    case PLAIN_DICTIONARY, RLE_DICTIONARY -> new byte[] {0};
                    default -> new byte[0];
                };
        for (byte[] content : List.of(none, new byte[0])) {
            byte[] nulls = hybrid(1, new long[3], () -> true);
            ParquetBytes file = file(physical, Repeats.OPTIONAL)
                    .dictionary(1, six)
                    .page(0, encoding, join(sized(new byte[0]), content))
                    .page(3, encoding, join(sized(nulls), content))
                    .page(
                            new Header(
                                    3,
                                    nulls.length + content.length,
                                    nulls.length + content.length,
                                    3,
                                    encoding,
                                    3,
                                    3,
                                    nulls.length,
                                    0,
                                    false),
                            join(nulls, content))
                    .page(new Header(3, content.length, content.length, 0, encoding, 0, 0, 0, 0, true), content)
                    .page(1, Encoding.PLAIN, join(sized(hybrid(1, new long[] {1}, () -> true)), six));
            List<@Nullable Object> expected = new ArrayList<>(Collections.nCopies(6, null));
            expected.add(physical == Physical.INT64 ? (Object) 6L : "6");
            assertThat(values(file, into, 7)).isEqualTo(expected);
        }
    }

    private static List<Object> boxed(long[] numbers) {
        return Arrays.stream(numbers).mapToObj(number -> (Object) number).toList();
    }
}
