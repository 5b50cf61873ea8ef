package io.forebay.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.warehouse.TypeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, maps and structs that DuckDB writes, against what it makes JSON of. */
class NestedTest {
    private static final Duck DUCK = new Duck();

    @AfterAll
    static void closeDuck() {
        DUCK.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1, 2, 3]",
                "CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN [] WHEN 2 THEN [NULL, i] ELSE [i, i + 1, NULL, i + 2] END",
                "CASE i % 3 WHEN 0 THEN [[i], [], NULL, [NULL, i, 5]] WHEN 1 THEN [] ELSE NULL END",
                "{'a': i, 'b': CASE WHEN i % 2 = 0 THEN 'even' END, 'c': {'d': [i % 7], 'e': NULL::INTEGER}}",
                "CASE WHEN i % 5 = 0 THEN NULL ELSE {'x': CASE WHEN i % 3 = 0 THEN NULL ELSE {'y': i} END} END",
                "[{'k': i, 'v': [i, NULL]}, NULL, {'k': NULL, 'v': []}]",
                "map([i::VARCHAR, 'b'], [i, NULL])",
                "CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN MAP {} ELSE map([i, i + 1], [[i], NULL]) END",
                "{'m': map(['k'], [{'l': [[1], [NULL]], 't': 'ä\"\\\n' || i}])}",
                "{'t': true, 'f': [0.5::FLOAT, 0.25], 's': ['', 'x']}",
                "list_transform(range(i % 300), lambda x: {'a': x, 'b': repeat('y', (x % 5)::INTEGER)})"
            })
    void writesTheJsonThatDuckDbWrites(String value) {
        for (String options : List.of("", ", PARQUET_VERSION 'v2', CODEC 'zstd'", ", ROW_GROUP_SIZE 2048")) {
            byte[] file = DUCK.file("SELECT i, " + value + " AS n FROM range(5000) r(i) ORDER BY i", options);
            Loaded loaded =
                    Reading.load(file, Reading.column("i", TypeKind.BIGINT), Reading.column("n", TypeKind.SUPER));
            assertThat(loaded.rejected()).isEmpty();
            List<List<@Nullable Object>> expected =
                    DUCK.rows("SELECT i, to_json(n) FROM read_parquet('" + DUCK.put(file) + "')");
            assertThat(loaded.rows()).isEqualTo(expected);
        }
    }

    @Test
    void showsDatesDecimalsAndBytesAsTexts() {
        byte[] file = DUCK.file(
                "SELECT {'d': DATE '2024-02-29', 'n': 12.50::DECIMAL(9,2), 'w': -1::DECIMAL(38,3),"
                        + " 't': TIMESTAMP '2024-02-29 01:02:03.5', 'z': TIMESTAMPTZ '2024-02-29 01:02:03+01',"
                        + " 'c': TIME '23:59:59', 'b': '\\xFF\\x00a'::BLOB,"
                        + " 'u': '00112233-4455-6677-8899-aabbccddeeff'::UUID, 'h': 18446744073709551615::UBIGINT} AS n",
                "");
        assertThat(Reading.load(file, Reading.column("n", TypeKind.SUPER)).values())
                .containsExactly("{\"d\":\"2024-02-29\",\"n\":12.50,\"w\":-1.000,\"t\":\"2024-02-29 01:02:03.5\","
                        + "\"z\":\"2024-02-29 00:02:03+00\",\"c\":\"23:59:59\",\"b\":\"ÿ\\u0000a\","
                        + "\"u\":\"00112233-4455-6677-8899-aabbccddeeff\",\"h\":18446744073709551615}");
    }

    @Test
    void keepsJsonInsideOfListsAsItIs() {
        byte[] file = DUCK.file("SELECT ['{\"a\": 1}'::JSON, NULL] AS n, '[1]'::JSON AS j", "");
        assertThat(Reading.load(file, Reading.column("n", TypeKind.SUPER), Reading.column("j", TypeKind.SUPER))
                        .rows())
                .containsExactly(List.of("[{\"a\": 1},null]", "[1]"));
    }

    /** A text in a column of lists is counted towards the limit of the whole. */
    @Test
    void refusesARowOfMoreThan16Megabytes() {
        byte[] file = DUCK.file(
                "SELECT [repeat('x', 9000000), repeat('y', n)] AS n FROM (VALUES (1), (9000000), (2)) v(n)",
                ", CODEC 'zstd'");
        Loaded loaded = Reading.load(file, Reading.column("n", TypeKind.SUPER));
        assertThat(loaded.rows()).hasSize(2);
        assertThat(loaded.onlyRejected().line()).isEqualTo(2);
        assertThat(loaded.onlyRejected().reason()).isEqualTo("JSON text of more than 16 MB");
    }
}
