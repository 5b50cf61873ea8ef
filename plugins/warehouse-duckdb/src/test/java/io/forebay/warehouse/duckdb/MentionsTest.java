package io.forebay.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which relations DuckDB's parser finds in a statement; none of them exists. */
class MentionsTest {
    private static Warehouse warehouse;
    private static WarehouseConnection connection;

    @BeforeAll
    static void open(@TempDir Path folder) {
        warehouse = TestWarehouse.open(folder);
        connection = warehouse.connect();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    private static String mentions(String statement) {
        return connection.mentions(statement).stream()
                .map(each -> each.use().name().charAt(0) + " " + (each.schema() == null ? "" : each.schema() + ".")
                        + each.name())
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "SELECT 1; ``",
                "SELECT * FROM a, s.b, \"S\".\"c d\"; S S.c d, S a, S s.b",
                "SELECT * FROM temp.a, temp.main.b; S temp.a, S temp.b",
                "SELECT * FROM system.main.duckdb_tables; ``",
                "WITH a AS (SELECT * FROM b) SELECT * FROM A, s.a; S b, S s.a",
                "WITH a AS (SELECT * FROM a) SELECT * FROM a; S a",
                "WITH a AS (SELECT 1), b AS (SELECT * FROM a, c) SELECT * FROM b; S c",
                "WITH RECURSIVE a AS (SELECT 1 AS x UNION ALL SELECT x FROM a, b) SELECT * FROM a; S b",
                "WITH RECURSIVE a AS (SELECT * FROM a UNION ALL SELECT * FROM a) SELECT * FROM a; S a",
                "SELECT (WITH a AS (SELECT 1) SELECT max(x) FROM a) FROM a; S a",
                "SELECT x FROM a WHERE x IN (SELECT 1 FROM b) ORDER BY (SELECT 1 FROM c) LIMIT (SELECT 1 FROM d);"
                        + " S a, S b, S c, S d",
                "SELECT * FROM a PIVOT (sum(x) FOR y IN (1)), LATERAL (SELECT 1 FROM b); S a, S b",
                "INSERT INTO a SELECT * FROM b; I a, S b",
                "WITH c AS (SELECT * FROM d) INSERT INTO c SELECT * FROM c; I c, S d",
                "INSERT INTO a VALUES ((SELECT 1 FROM b), DEFAULT); I a, S b",
                "UPDATE a SET x = 1; U a",
                "UPDATE a SET x = x + 1; S a, U a",
                "UPDATE a SET x = (SELECT 1 FROM b) FROM c; S b, S c, U a",
                "DELETE FROM a; D a",
                "DELETE FROM a USING b WHERE a.x = b.x; D a, S a, S b",
            })
    void findsWhatIsNamed(String statement, String expected) {
        assertThat(mentions(statement)).isEqualTo(expected);
    }

    @Test
    void saysWhereANameStands() {
        String statement = "SELECT 'é€😀' FROM \"a\", (SELECT * FROM b)";
        assertThat(connection.mentions(statement))
                .allMatch(each -> statement.substring(each.position()).matches("(?s)\"?" + each.name() + "\\W.*"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; SELECT * FROM a",
                "SELECT * FROM (DESCRIBE a)",
                "SELECT * FROM (SHOW ALL TABLES)",
                "SELECT * FROM other.main.a",
                "INSERT INTO a VALUES (1) RETURNING x",
                "INSERT INTO a VALUES (1) ON CONFLICT DO NOTHING",
                "MERGE INTO a USING b ON a.x = b.x WHEN MATCHED THEN DELETE",
                "CREATE TABLE a AS SELECT * FROM b",
                "DROP TABLE a",
                "PRAGMA database_list",
                "CALL pragma_version()",
            })
    void refusesWhatItCannotTell(String statement) {
        assertThat(catchThrowableOfType(ForebayException.class, () -> mentions(statement))
                        .code()
                        .sqlState())
                .isIn("42501", "42601");
    }

    @Test
    void saysWhereAnErrorIs() {
        ForebayException error =
                catchThrowableOfType(ForebayException.class, () -> mentions("DELETE FROM a WHERE WHERE x"));
        assertThat(error.position()).hasValue(21);
    }
}
