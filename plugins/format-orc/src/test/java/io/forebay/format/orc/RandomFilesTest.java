package io.forebay.format.orc;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files of random columns and values, of all writers' ways, come back as they were written. */
class RandomFilesTest {
    private static final int FILES = 300;
    private static final Column[] NO_COLUMNS = {};

    private final Random random = new Random(20_260_101);

    /**
     * A kind of column.
     *
     * @param loaded what comes of a value
     */
    private record Kind(
            String type, ColumnType column, Function<Random, Object> value, Function<Object, Object> loaded) {}

    private static Kind kind(String type, ColumnType column, Function<Random, Object> value) {
        return new Kind(type, column, value, Function.identity());
    }

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "boolean",
                    ColumnType.of(TypeKind.BOOLEAN),
                    Random::nextBoolean,
                    value -> (Boolean) value ? 1L : 0L),
            kind("tinyint", ColumnType.of(TypeKind.SMALLINT), random -> (long) (byte) random.nextInt()),
            kind("smallint", ColumnType.of(TypeKind.SMALLINT), random -> (long) (short) random.nextInt()),
            kind("int", ColumnType.of(TypeKind.INTEGER), random -> (long) random.nextInt() >> random.nextInt(32)),
            kind("bigint", ColumnType.of(TypeKind.BIGINT), random -> random.nextLong() >> random.nextInt(64)),
            kind("float", ColumnType.of(TypeKind.REAL), random -> (double) random.nextFloat()),
            kind("double", ColumnType.of(TypeKind.DOUBLE), Random::nextGaussian),
            kind("decimal(9,3)", ColumnType.decimal(9, 3), random -> decimal(random, 29, 3)),
            kind("decimal(38,6)", ColumnType.decimal(38, 6), random -> decimal(random, 125, 6)),
            kind("string", ColumnType.varchar(1000), random -> text(random, 40)),
            kind("varchar(9)", ColumnType.varchar(36), random -> text(random, 9)),
            kind("string", ColumnType.varchar(1000), random -> "key " + random.nextInt(7)),
            new Kind(
                    "date",
                    ColumnType.of(TypeKind.DATE),
                    random -> LocalDate.ofEpochDay(random.nextInt(200_000) - 100_000),
                    value -> ((LocalDate) value).toEpochDay()),
            new Kind(
                    "timestamp",
                    ColumnType.of(TypeKind.TIMESTAMP),
                    random -> LocalDateTime.ofEpochSecond(
                            random.nextInt() * 4L,
                            random.nextInt(2) * 1000 * random.nextInt(1_000_000),
                            ZoneOffset.UTC),
                    value -> ((LocalDateTime) value).toEpochSecond(ZoneOffset.UTC) * 1_000_000
                            + ((LocalDateTime) value).getNano() / 1000),
            new Kind(
                    "array<int>",
                    ColumnType.of(TypeKind.SUPER),
                    random -> random.ints(random.nextInt(5)).boxed().toList(),
                    value -> value.toString().replace(" ", "")),
            new Kind(
                    "struct<a:int,b:array<string>>",
                    ColumnType.of(TypeKind.SUPER),
                    random -> List.of(random.nextInt(), List.of("k" + random.nextInt(3))),
                    value -> "{\"a\":" + ((List<?>) value).get(0) + ",\"b\":[\""
                            + ((List<?>) ((List<?>) value).get(1)).get(0) + "\"]}"));

    private static BigDecimal decimal(Random random, int bits, int scale) {
        BigInteger unscaled = new BigInteger(random.nextInt(bits + 1), random);
        return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
    }

    private static String text(Random random, int most) {
        return random.ints(random.nextInt(most + 1), 0, 4)
                .mapToObj(each -> List.of("a", " ", "ß", "🌊").get(each))
                .reduce("", String::concat)
                .stripTrailing();
    }

    @Test
    void loadsWhatWasWritten() {
        for (int i = 0; i < FILES; i++) {
            loadsWhatWasWritten(i);
        }
    }

    private void loadsWhatWasWritten(int file) {
        List<Kind> kinds = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        StringBuilder schema = new StringBuilder();
        for (int i = 0; i <= random.nextInt(5); i++) {
            Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            kinds.add(kind);
            columns.add(Column.of("c" + i, kind.column()));
            schema.append(i == 0 ? "" : ",")
                    .append("_col")
                    .append(i)
                    .append(':')
                    .append(kind.type());
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<List<@Nullable Object>> expected = new ArrayList<>();
        double nulls = random.nextInt(4) / 3.0;
        double repeats = random.nextDouble();
        int count = random.nextInt(random.nextInt(10) == 0 ? 5000 : 200);
        for (int row = 0; row < count; row++) {
            boolean again = row > 0 && random.nextDouble() < repeats;
            List<@Nullable Object> values = again ? rows.get(row - 1) : row(kinds, nulls);
            rows.add(values);
            List<@Nullable Object> loaded = new ArrayList<>();
            for (int i = 0; i < kinds.size(); i++) {
                Object value = values.get(i);
                loaded.add(value == null ? null : kinds.get(i).loaded().apply(value));
            }
            expected.add(loaded);
        }
        byte[] bytes = files("struct<" + schema + ">").rows(rows);
        Loaded loaded = OrcLoad.of(columns.toArray(NO_COLUMNS))
                .with(ReadFlag.SERIALIZETOJSON)
                .load(bytes);
        assertThat(loaded.rejected()).as("file %s of %s", file, schema).isEmpty();
        assertThat(loaded.rows()).as("file %s of %s", file, schema).isEqualTo(expected);
        assertThat(loaded.lines()).isEqualTo(count);
    }

    private List<@Nullable Object> row(List<Kind> kinds, double nulls) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Kind kind : kinds) {
            values.add(random.nextDouble() < nulls ? null : kind.value().apply(random));
        }
        return values;
    }

    /** A writer with the ways of some writer there is. */
    private OrcFiles files(String schema) {
        CompressionKind[] codecs = CompressionKind.values();
        OrcFile.Version version = random.nextBoolean() ? OrcFile.Version.V_0_11 : OrcFile.Version.V_0_12;
        boolean proleptic = random.nextBoolean();
        return OrcFiles.of(schema)
                .with(codecs[random.nextInt(codecs.length)])
                .with(options -> options.version(version)
                        .setProlepticGregorian(proleptic)
                        .bufferSize(1 << 8 + random.nextInt(10))
                        .enforceBufferSize())
                .set("orc.dictionary.key.threshold", random.nextBoolean() ? "0.8" : "0")
                .stripes(1 + random.nextInt(3000));
    }
}
