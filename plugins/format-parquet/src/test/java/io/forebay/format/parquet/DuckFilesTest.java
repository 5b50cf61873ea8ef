package io.forebay.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that DuckDB writes, against what it reads of them. */
class DuckFilesTest {
    private static final Duck DUCK = new Duck();

    /** Of each type, values that have no pattern, few different ones, and nulls. */
    private static final List<String> COLUMNS = List.of(
            "(h % 200 - 100)::TINYINT",
            "((h >> 3) % 60000 - 30000)::SMALLINT",
            "(h % 4000000000 - 2000000000)::INTEGER",
            "(h - 4611686018427387904)::BIGINT",
            "(h % 255)::UTINYINT",
            "(h % 65535)::USMALLINT",
            "(h % 4294967295)::UINTEGER",
            "h::UBIGINT * 2::UBIGINT",
            "(i % 7)::INTEGER",
            "(i // 100)::BIGINT",
            "(h % 1000 / 7)::FLOAT",
            "(h / 13)::DOUBLE",
            "(h % 5)::DOUBLE",
            "(h % 2 = 0)::BOOLEAN",
            "(i % 4000 < 2000)::BOOLEAN",
            "(h % 100000 / 100)::DECIMAL(9,2)",
            "((h % 1000000000000000) / 1000)::DECIMAL(18,3)",
            "((h::HUGEINT * 1000003)::DECIMAL(38,0) * 0.0001)::DECIMAL(38,10)",
            "(DATE '1970-01-01' + (h % 40000 - 20000)::INTEGER)",
            "(TIME '00:00:00' + to_microseconds(h % 86400000000))",
            "make_timestamp(h % 4000000000000000 - 1000000000000000)",
            "make_timestamp(h % 4000000000000000)::TIMESTAMPTZ",
            "make_timestamp((h % 4000000000) * 1000)::TIMESTAMP_MS",
            "make_timestamp(h % 4000000000000000)::TIMESTAMP_S::TIMESTAMP",
            "('text ' || h)",
            "('one of ' || (h % 20))",
            "repeat('ä€😀', (h % 30)::INTEGER)",
            "CASE WHEN h % 3 = 0 THEN '' ELSE repeat('x', (h % 100)::INTEGER) END",
            "encode('b' || (h % 50))");

    @AfterAll
    static void closeDuck() {
        DUCK.close();
    }

    private static String query(int rows, int nulls) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            String value = COLUMNS.get(i);
            columns.add(
                    nulls == 0 || i % 4 == 0
                            ? value + " AS c" + i
                            : "CASE WHEN hash(i + " + i + ") % 100 < " + nulls + " THEN NULL ELSE " + value
                                    + " END AS c" + i);
        }
        return "SELECT " + String.join(", ", columns) + " FROM (SELECT i, (hash(i) >> 2)::BIGINT AS h" + " FROM range("
                + rows + ") r(i)) ORDER BY i";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", CODEC 'uncompressed'",
                ", CODEC 'zstd'",
                ", CODEC 'gzip'",
                ", CODEC 'lz4_raw'",
                ", CODEC 'brotli'",
                ", PARQUET_VERSION 'v2'",
                ", PARQUET_VERSION 'v2', CODEC 'zstd', DICTIONARY_SIZE_LIMIT 1",
                ", ROW_GROUP_SIZE 2048",
                ", ROW_GROUP_SIZE 5000, PARQUET_VERSION 'v2', CODEC 'gzip'",
                ", DICTIONARY_SIZE_LIMIT 1"
            })
    void readsWhatDuckDbReads(String options) {
        // DuckDB takes as long to write a kilobyte with Brotli as it does for a hundred with another codec.
        int rows = options.contains("brotli") ? 1_000 : 10_000;
        for (int nulls : new int[] {0, 30, 100}) {
            assertSame(DUCK.file(query(rows, nulls), options));
        }
    }

    @Test
    void readsManyRowsOfFewValues() {
        assertSame(DUCK.file(
                "SELECT (i // 50000)::INTEGER a, 'x' b, NULL::BIGINT c, (i % 2 = 0) d FROM range(300000) r(i)", ""));
    }

    /** Shapes of tables, sizes of row groups and codecs at random. */
    @Test
    void readsFilesAtRandom() {
        Random random = new Random(20);
        List<String> codecs = List.of("snappy", "zstd", "gzip", "lz4_raw", "uncompressed");
        for (int i = 0; i < 40; i++) {
            int rows = random.nextInt(7000);
            List<String> columns = new ArrayList<>();
            for (int column = 0; column <= random.nextInt(6); column++) {
                String value = COLUMNS.get(random.nextInt(COLUMNS.size()));
                columns.add("CASE WHEN hash(i + " + random.nextInt() + ") % 100 < " + random.nextInt(100)
                        + " THEN NULL ELSE " + value + " END AS c" + column);
            }
            String query = "SELECT " + String.join(", ", columns) + " FROM (SELECT i, (hash(i + " + random.nextInt(1000)
                    + ") >> 2)::BIGINT AS h FROM range(" + rows + ") r(i)) ORDER BY i";
            String options = ", CODEC '" + codecs.get(random.nextInt(codecs.size())) + "', ROW_GROUP_SIZE "
                    + (1 + random.nextInt(3)) * 2048 + ", PARQUET_VERSION 'v" + (1 + random.nextInt(2)) + "'";
            assertSame(DUCK.file(query, options));
        }
    }

    private static void assertSame(byte[] file) {
        Loaded loaded = Reading.load(file);
        assertThat(loaded.rejected()).isEmpty();
        List<List<@Nullable Object>> expected = DUCK.rows("FROM read_parquet('" + DUCK.put(file) + "')");
        assertThat(loaded.rows().size()).isEqualTo(expected.size());
        for (int row = 0; row < expected.size(); row++) {
            Object[] actual = loaded.rows().get(row).toArray();
            if (!Arrays.deepEquals(actual, expected.get(row).toArray())) {
                assertThat(actual).as("row %d", row).isEqualTo(expected.get(row).toArray());
            }
        }
        assertThat(loaded.lines()).isEqualTo(expected.size());
    }

    @Test
    void tellsColumnsOfAllTypes() {
        List<Column> columns = Reading.describe(DUCK.file(query(10, 0), ""));
        assertThat(columns)
                .extracting(column -> column.type().sqlName())
                .startsWith(
                        "smallint", "smallint", "integer", "bigint", "smallint", "integer", "bigint", "numeric(20,0)");
        assertThat(columns.get(15).type()).isEqualTo(ColumnType.decimal(9, 2));
        assertThat(columns.get(21).type().kind()).isEqualTo(TypeKind.TIMESTAMPTZ);
    }
}
