package io.forebay.warehouse.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.CommonError;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of all types, in and out. */
class PostgresValuesTest extends OneWarehouse {
    private static final String[] TEXTS = {
        "", " ", "ä€😀", "a\tb\nc\rd\\e\\N", "\\.", "NULL", "{\"a\":1}", "'", "\"", "x".repeat(100_000)
    };

    @Test
    void readsNumbersAtTheirLimits() {
        assertThat(rows("SELECT (-32768)::int2, 32767::int2, (-2147483648)::int4, (-9223372036854775808)::int8,"
                                + " 4294967295::oid, 'NaN'::float8, '-Infinity'::float4, 1e-300::float8, 'infinity'::float8")
                        .get(0))
                .containsExactly(
                        -32768L,
                        32767L,
                        -2147483648L,
                        Long.MIN_VALUE,
                        4294967295L,
                        Double.NaN,
                        Double.NEGATIVE_INFINITY,
                        1e-300,
                        Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1234567890123456789012345678901234567",
                "-9.9999999999999999999999999999999999999",
                "0.0000000000000000000000000000000000000"
            })
    void readsDecimalsOfTheMostDigits(String text) {
        String sql = "SELECT '" + text + "'::numeric(38,37)";
        assertThat(value(sql)).isEqualTo(new BigDecimal(text));
        try (Query query = connection.prepare(sql)) {
            assertThat(query.columns().get(0).type()).isEqualTo(ColumnType.decimal(38, 37));
        }
    }

    @Test
    void readsDecimalsWithoutLimits() {
        reads("92233720368547758070", "sum(9223372036854775807::bigint) * 10");
        reads("1.50", "1.50::numeric");
        if (rows("SELECT 1 WHERE current_setting('server_version_num')::int >= 150000")
                        .size()
                == 1) {
            reads("12300", "12345::numeric(3,-2)");
        }
    }

    private void reads(String expected, String unlimited) {
        String sql = "SELECT " + unlimited;
        try (Query query = connection.prepare(sql)) {
            assertThat(query.columns().get(0).type()).isEqualTo(ColumnType.UNLIMITED_DECIMAL);
        }
        assertThat(value(sql)).isEqualTo(new BigDecimal(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
    void tellsOfDecimalsThatAreNoNumbers(String text) {
        assertThat(failure(CommonError.OUT_OF_RANGE, () -> value("SELECT '" + text + "'::numeric")))
                .hasMessageContaining("cast it to DOUBLE PRECISION");
        assertThat(value("SELECT 1")).isEqualTo(1L);
    }

    @Test
    void readsDatesOfAllYears() {
        assertThat(rows("SELECT '4713-01-01 BC'::date, '0001-12-31 BC'::date, '5874897-12-31'::date,"
                                + " '4713-01-01 BC'::timestamp, '294246-12-31 23:59:59.999999'::timestamp,"
                                + " '24:00:00'::time")
                        .get(0))
                .containsExactly(
                        LocalDate.of(-4712, 1, 1).toEpochDay(),
                        LocalDate.of(0, 12, 31).toEpochDay(),
                        LocalDate.of(5874897, 12, 31).toEpochDay(),
                        LocalDate.of(-4712, 1, 1).toEpochDay() * 86_400_000_000L,
                        LocalDate.of(294247, 1, 1).toEpochDay() * 86_400_000_000L - 1,
                        86_400_000_000L);
        failure(CommonError.OUT_OF_RANGE, () -> value("SELECT '294276-12-31'::timestamp"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "INTERVAL '1 year 2 days 03:00:00.5'",
                "ARRAY[1, 2, NULL]",
                "ARRAY[ARRAY['a\"b', '{']]",
                "'123e4567-e89b-12d3-a456-426614174000'::uuid",
                "B'0101'",
                "'10.0.0.1/8'::inet",
                "'10:00:00.25+02:30'::timetz",
                "'00:00:00-15:59:59'::timetz",
                "ROW(1, 'a')",
                "int4range(1, 5)",
                "'(1,2)'::point",
                "'pg_class'::regclass",
                "xmlparse(content '<a/>')",
                "'a b'::tsvector",
                "'16/B374D848'::pg_lsn",
                "12.5::money"
            })
    void showsOtherTypesAsPostgresqlDoes(String expression) {
        assertThat(value("SELECT " + expression)).isEqualTo(value("SELECT (" + expression + ")::text"));
    }

    @Test
    void showsSuperWithoutBlanks() {
        assertThat(value("SELECT '{\"b\": 1, \"a\": [1.50, {}, null]}'::jsonb"))
                .isEqualTo("{\"a\":[1.50,{},null],\"b\":1}");
        assertThat(value("SELECT ' {\"b\" :1, \n\t\"a\":\r1} '::json")).isEqualTo("{\"b\":1,\"a\":1}");
        assertThat(value("SELECT '[\"a, b: c\", \"\\\" , \\\\\", \"ä  \"]'::jsonb"))
                .isEqualTo("[\"a, b: c\",\"\\\" , \\\\\",\"ä  \"]");
    }

    @Test
    void readsWhatADomainHolds() {
        connection.execute("CREATE DOMAIN cents AS numeric(9,2) NOT NULL");
        connection.execute("CREATE TABLE t (a cents, b bytea)");
        connection.execute("INSERT INTO t VALUES (1.5, '\\x00ff')");
        assertThat(rows("SELECT a, b FROM t").get(0))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new BigDecimal("1.50"), new byte[] {0, -1}));
        assertThat(connection.load(null, "t").columns().get(0))
                .isEqualTo(Column.of("a", ColumnType.decimal(9, 2)).notNull());
    }

    /** Text is the most general way in; each value must come out as the type's own. */
    private List<@Nullable Object> all() {
        return Arrays.asList(
                32767L,
                Long.MIN_VALUE,
                new BigDecimal("-0.1234567890123456789012345678901234567"),
                0.1,
                Double.NEGATIVE_INFINITY,
                true,
                "ä\t\\N",
                LocalDate.of(-4712, 1, 1),
                LocalTime.of(23, 59, 59, 999_999_000),
                LocalDateTime.of(-43, 3, 15, 12, 0, 0, 1000),
                OffsetDateTime.of(2024, 6, 1, 12, 0, 0, 0, ZoneOffset.ofHoursMinutes(5, 30)),
                new byte[] {0, 92, -1},
                "{\"a\": [1, null]}",
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                Instant.parse("1969-12-31T23:59:59.999999Z"));
    }

    private static List<Object> read() {
        return List.of(
                32767L,
                Long.MIN_VALUE,
                new BigDecimal("-0.1234567890123456789012345678901234567"),
                0.1,
                Double.NEGATIVE_INFINITY,
                true,
                "ä\t\\N",
                LocalDate.of(-4712, 1, 1).toEpochDay(),
                86_399_999_999L,
                (LocalDate.of(-43, 3, 15).toEpochDay() * 86_400 + 43_200) * 1_000_000L + 1,
                Instant.parse("2024-06-01T06:30:00Z").getEpochSecond() * 1_000_000L,
                new byte[] {0, 92, -1},
                "{\"a\":[1,null]}",
                "123e4567-e89b-12d3-a456-426614174000",
                -1L);
    }

    private void makeTable(String kind) {
        connection.execute("CREATE " + kind + " TABLE t (a smallint, b bigint, c numeric(38,37), d double precision,"
                + " e real, f boolean, g varchar, h date, i time, j timestamp, k timestamptz, l bytea, m jsonb, n uuid,"
                + " o timestamp)");
    }

    @Test
    void bindsEveryTypeOfValue() {
        makeTable("");
        String insert = "INSERT INTO t VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
        connection.execute(insert, all().toArray());
        connection.execute(insert, new Object[15]);
        List<List<@Nullable Object>> rows = rows("SELECT * FROM t ORDER BY a");
        assertThat(rows.get(0)).usingRecursiveComparison().isEqualTo(read());
        assertThat(rows.get(1)).containsOnlyNulls();
    }

    @Test
    void appendsEveryTypeOfValue() {
        for (String schema : List.of("public", "temp")) {
            makeTable(schema.equals("temp") ? "TEMP" : "");
            connection.begin();
            connection.append(new TableName(schema, "t"), List.of(all(), Arrays.asList(new Object[15])));
            connection.commit();
            List<List<@Nullable Object>> rows = rows("SELECT * FROM t ORDER BY a");
            assertThat(rows.get(0)).usingRecursiveComparison().isEqualTo(read());
            assertThat(rows.get(1)).containsOnlyNulls();
        }
    }

    @Test
    void appendsTextsAsTheyAre() {
        connection.execute("CREATE TABLE t (place INTEGER, a VARCHAR)");
        connection.begin();
        List<List<@Nullable Object>> rows = new java.util.ArrayList<>();
        for (int i = 0; i < TEXTS.length; i++) {
            rows.add(List.of((long) i, TEXTS[i]));
        }
        connection.append(new TableName("public", "t"), rows);
        connection.commit();
        assertThat(rows("SELECT place, a FROM t ORDER BY place")).isEqualTo(rows);
        for (String text : TEXTS) {
            assertThat(value("SELECT a FROM t WHERE a = $1", text)).isEqualTo(text);
        }
    }

    @Test
    void appendsManyRows() {
        connection.execute("CREATE TABLE t (a BIGINT, b UUID)");
        connection.begin();
        List<List<@Nullable Object>> rows = new java.util.ArrayList<>();
        for (long i = 0; i < 100_000; i++) {
            rows.add(List.of(i, new UUID(i, i)));
        }
        connection.append(new TableName("public", "t"), rows);
        connection.append(new TableName("public", "t"), List.of());
        connection.commit();
        assertThat(value("SELECT count(*) FROM t")).isEqualTo(100_000L);
    }

    @Test
    void endsTheTransactionOfAFailedAppend() {
        connection.execute("CREATE TABLE t (a INTEGER UNIQUE)");
        connection.begin();
        TableName table = new TableName("public", "t");
        assertThat(failure(
                        CommonError.UNIQUE_VIOLATION,
                        () -> connection.append(table, List.of(List.of(1L), List.of(1L)))))
                .hasMessageContaining("t_a_key");
        failure(CommonError.FAILED_TRANSACTION, () -> connection.append(table, List.of(List.of(2L))));
        connection.rollback();
        assertThat(value("SELECT count(*) FROM t")).isEqualTo(0L);
        failure(CommonError.NO_ACTIVE_TRANSACTION, () -> connection.append(table, List.of(List.of(2L))));
    }

    @Test
    void tellsTypesOfColumns() {
        connection.execute("CREATE TABLE t (a varchar(70000), b text, c char(3), d bpchar, e numeric, f bytea,"
                + " g json, h integer[], i uuid, j timestamp(3), k \"char\", l name)");
        assertThat(connection.load(null, "t").columns())
                .extracting(Column::type)
                .containsExactly(
                        ColumnType.varchar(70000),
                        ColumnType.varchar(0),
                        ColumnType.character(3),
                        ColumnType.character(0),
                        ColumnType.UNLIMITED_DECIMAL,
                        ColumnType.varbyte(0),
                        ColumnType.of(TypeKind.SUPER),
                        ColumnType.of(TypeKind.OTHER),
                        ColumnType.of(TypeKind.OTHER),
                        ColumnType.of(TypeKind.TIMESTAMP),
                        ColumnType.varchar(0),
                        ColumnType.varchar(0));
    }

    /** More than the heap of a test takes at once. */
    @Test
    void streamsMoreThanMemoryHolds() {
        long bytes = 0;
        try (Query query =
                        connection.prepare("SELECT repeat('x', 1000000) FROM (SELECT generate_series(1, 1000)) AS s");
                Rows rows = query.execute(List.of())) {
            while (rows.next()) {
                bytes += rows.textAt(0).length();
            }
        }
        assertThat(bytes).isEqualTo(1_000_000_000L);
    }
}
