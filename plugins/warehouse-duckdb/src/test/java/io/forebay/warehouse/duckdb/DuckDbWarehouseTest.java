package io.forebay.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.contract.warehouse.MemoryRows;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableDefinition;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.duckdb.load.LoadFunction;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is DuckDB's own: the locked configuration, its types, the end of the database and its return. */
class DuckDbWarehouseTest {
    private Path folder;
    private Warehouse warehouse;
    private WarehouseConnection connection;

    @BeforeEach
    void open(@TempDir Path directory) {
        folder = directory;
        warehouse = TestWarehouse.open(folder);
        connection = warehouse.connect();
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    private String text(String sql) {
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
            return String.valueOf(rows.value(0));
        }
    }

    private ForebayException failure(String sql) {
        ForebayException thrown = catchThrowableOfType(ForebayException.class, () -> connection.execute(sql));
        assertThat(thrown).as(sql).isNotNull();
        return thrown;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM glob('/etc/*')",
                "ATTACH '/tmp/forebay-test-attach.db'",
                "COPY (SELECT 1) TO '/tmp/forebay-test-copy.csv'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET threads = 1",
                "SET GLOBAL memory_limit = '10GB'",
                "SET TimeZone = 'Europe/Berlin'",
                "SET enable_external_access = true",
                "SET lock_configuration = false"
            })
    void leavesNoWayOutOfTheDatabase(String sql) {
        assertThat(failure(sql).code().name())
                .isIn(CommonError.NOT_ALLOWED.name(), CommonError.INVALID_PARAMETER.name());
        assertThat(connection.usable()).isTrue();
    }

    @Test
    void printsArraysAsPostgresqlDoes() {
        assertThat(text("SELECT [1, 2, NULL]")).isEqualTo("{1,2,NULL}");
        assertThat(text("SELECT ['a b', 'null', '', 'q\"\\']")).isEqualTo("{\"a b\",\"null\",\"\",\"q\\\"\\\\\"}");
        assertThat(text("SELECT CAST([] AS VARCHAR[])")).isEqualTo("{}");
    }

    @Test
    void givesRowsOfALoadToNobodyElse() {
        assertThat(failure("SELECT * FROM forebay_read(0)")).hasMessageNotContaining("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "INTERVAL '1 year 2 days 03:00:00.5'",
                "{'a': 1, 'b': [DATE '2020-01-01']}",
                "MAP {'k': 1}",
                "'123e4567-e89b-12d3-a456-426614174000'::UUID",
                "'b'::ENUM ('a', 'b')",
                "'0101'::BIT",
                "'10:00:00.25+02:30'::TIMETZ",
                "'00:00:00-15:59:59'::TIMETZ",
                "'10:00:00.123456789'::TIME_NS",
                "340282366920938463463374607431768211455::UHUGEINT"
            })
    void printsOtherTypesAsDuckDbDoes(String expression) {
        assertThat(text("SELECT " + expression)).isEqualTo(text("SELECT (" + expression + ")::VARCHAR"));
    }

    @Test
    void printsOtherTypesOfStatementsThatAreNoQueries() {
        connection.execute("CREATE TABLE t (a INTEGER[], m TIMESTAMP)");
        assertThat(text("INSERT INTO t VALUES ([1, 2], '2024-03-31 02:30:00') RETURNING a, m"))
                .isEqualTo("[1, 2]");
        assertThat(text("SHOW TABLES")).isEqualTo("t");
    }

    @Test
    void readsWideWholeNumbersAsDecimals() {
        try (Query query = connection.prepare("SELECT sum(1), 18446744073709551615::UBIGINT,"
                        + " (-170141183460469231731687303715884105728)::HUGEINT, 255::UTINYINT, 4294967295::UINTEGER");
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.decimalAt(0)).isEqualByComparingTo("1");
            assertThat(rows.decimalAt(1)).isEqualByComparingTo("18446744073709551615");
            assertThat(rows.decimalAt(2)).isEqualByComparingTo("-170141183460469231731687303715884105728");
            assertThat(rows.longAt(3)).isEqualTo(255);
            assertThat(rows.longAt(4)).isEqualTo(4_294_967_295L);
        }
    }

    @Test
    void readsTimestampsOfOtherUnits() {
        try (Query query = connection.prepare("SELECT '1969-12-31 23:59:59'::TIMESTAMP_S,"
                        + " '1969-12-31 23:59:59.999'::TIMESTAMP_MS, '1969-12-31 23:59:59.999999999'::TIMESTAMP_NS,"
                        + " 'infinity'::TIMESTAMP_S, '24:00:00'::TIME");
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.longAt(0)).isEqualTo(-1_000_000);
            assertThat(rows.longAt(1)).isEqualTo(-1_000);
            assertThat(rows.longAt(2)).isEqualTo(-1);
            assertThat(rows.longAt(3)).isEqualTo(Long.MAX_VALUE);
            assertThat(rows.longAt(4)).isEqualTo(86_400_000_000L);
        }
    }

    @Test
    void guessesTheColumnsOfAStatementThatNeedsItsParameters() {
        try (Query query = connection.prepare("SELECT $1 + 1 AS a, 'x' AS b")) {
            assertThat(query.parameters()).containsExactly(ColumnType.of(TypeKind.OTHER));
            assertThat(query.columns()).extracting(ResultColumn::name).containsExactly("a", "b");
            try (Rows rows = query.execute(List.of(4L))) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.longAt(0)).isEqualTo(5);
            }
        }
    }

    @Test
    void keepsLongResultsInScratchFilesAndDeletesThem() throws IOException {
        try (Query query =
                        connection.prepare("SELECT g, repeat('x', 100) AS t FROM generate_series(1, 50000) AS s(g)");
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
            assertThat(text("SELECT 'y'")).isEqualTo("y");
            long count = 1;
            while (rows.next()) {
                assertThat(rows.textAt(1)).hasSize(100);
                count++;
            }
            assertThat(count).isEqualTo(50_000);
        }
        try (Stream<Path> scratch = Files.list(folder.resolve("dev.duckdb.tmp"))) {
            assertThat(scratch).isEmpty();
        }
    }

    @Test
    void opensTheDatabaseAgainAfterDuckDbHasGivenItUp() {
        warehouse.register(new LiveTable(
                "numbers", List.of(new ResultColumn("a", ColumnType.of(TypeKind.BIGINT))), () -> List.of(List.of(5L))));
        connection.create(
                new TableDefinition(null, "t", false, false, List.of(Column.of("a", ColumnType.varchar(3))), Map.of()));
        WarehouseConnection other = warehouse.connect();
        other.begin();
        other.execute("INSERT INTO t VALUES ('lost')");
        assertThatThrownBy(() -> ((DuckDbConnection) connection)
                        .fetch(
                                () -> {
                                    throw new SQLException(
                                            "FATAL Error: database has been invalidated because of a previous error");
                                },
                                ""))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.CONNECTION_LOST))
                        .isTrue());
        assertThat(connection.usable()).isFalse();
        assertThat(other.usable()).isFalse();
        assertThatThrownBy(() -> other.execute("SELECT 1")).isInstanceOf(ForebayException.class);
        connection = warehouse.connect();
        assertThat(text("SELECT count(*)::VARCHAR FROM t")).isEqualTo("0");
        assertThat(text("SELECT a::VARCHAR FROM forebay_live_numbers()")).isEqualTo("5");
        var table = connection.load(null, "t");
        connection.begin();
        assertThat(connection.load(
                        new LoadBatch(1, table, table.columns(), ReadOptions.DEFAULT, List.of()),
                        new MemoryRows(table.columns(), List.of(List.of("x")))))
                .isEqualTo(1);
        connection.commit();
    }

    @Test
    void opensAgainWhenADefaultDrawsFromADroppedTablesIdentityInOtherWords() {
        Column identity =
                new Column("id", ColumnType.of(TypeKind.BIGINT), false, null, new Column.Identity(1, 1, false));
        for (String words : List.of("upper('%s')", "'%S'", "'%.20s' || substr('%1$s', 21)")) {
            connection.create(new TableDefinition(null, "gone", false, false, List.of(identity), Map.of()));
            String sequence = text("SELECT max(sequence_name) FROM duckdb_sequences()");
            String name = String.format(words, sequence);
            connection.execute("CREATE TABLE mine (a BIGINT DEFAULT nextval(" + name + "))");
            connection.execute("DROP TABLE gone");
            connection.close();
            warehouse.close();
            warehouse = TestWarehouse.open(folder);
            connection = warehouse.connect();
            connection.execute("INSERT INTO mine VALUES (DEFAULT)");
            connection.execute("DROP TABLE mine");
            connection.execute("DROP SEQUENCE " + sequence);
        }
    }

    @Test
    void removesTheSequencesOfDroppedTablesWhenItOpens() {
        Column identity =
                new Column("id", ColumnType.of(TypeKind.BIGINT), false, null, new Column.Identity(1, 1, false));
        connection.create(new TableDefinition(null, "gone", false, false, List.of(identity), Map.of()));
        connection.create(new TableDefinition(null, "kept", false, false, List.of(identity), Map.of()));
        connection.execute("ALTER TABLE kept RENAME TO renamed");
        connection.execute("DROP TABLE gone");
        warehouse.close();
        warehouse = TestWarehouse.open(folder);
        connection = warehouse.connect();
        assertThat(text("SELECT count(*)::VARCHAR FROM duckdb_sequences()")).isEqualTo("1");
        assertThat(connection.load(null, "renamed").columns()).containsExactly(identity);
        connection.execute("INSERT INTO renamed DEFAULT VALUES");
    }

    @Test
    void refusesTheCommitOfALoadWhoseTableWasAlteredMeanwhile() {
        connection.execute("CREATE TABLE t (a BIGINT)");
        var table = connection.load(null, "t");
        connection.begin();
        connection.load(
                new LoadBatch(1, table, table.columns(), ReadOptions.DEFAULT, List.of()),
                new MemoryRows(table.columns(), List.of(List.of(1L))));
        try (WarehouseConnection other = warehouse.connect()) {
            other.execute("ALTER TABLE t ADD COLUMN b INTEGER");
        }
        ForebayException thrown = catchThrowableOfType(ForebayException.class, connection::commit);
        assertThat(thrown.is(CommonError.CONFLICT)).as(thrown.getMessage()).isTrue();
        assertThat(thrown.retryable()).isTrue();
    }

    @Test
    void listsWhatUsersMayNotCall() {
        assertThat(warehouse.dialect().tableFunctions())
                .contains("read_csv", "glob", "query", "duckdb_logs_parsed", "storage_info", LoadFunction.NAME);
        Set<String> allowed = warehouse.dialect().allowedTableFunctions();
        assertThat(warehouse.dialect().tableFunctions()).containsAll(allowed);
        assertThat(allowed).doesNotContain("query", "query_table", "read_text", LoadFunction.NAME);
    }

    @ParameterizedTest
    @CsvSource({"memory, unknown setting", "memory_limit, write a size", "threads, write a number"})
    void refusesWrongSettings(String name, String reason) {
        assertThatThrownBy(() -> new DuckDbWarehouseFactory()
                        .open(URI.create("duckdb:" + folder.resolve("x.duckdb")), Map.of(name, "much")))
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(reason);
    }

    @Test
    void tellsOfDeepExpressionsWithoutASettingThatUsersCannotSet() {
        for (String sql : List.of(
                "SELECT " + "1+".repeat(2000) + "1", "SELECT " + "abs(".repeat(2000) + "1" + ")".repeat(2000))) {
            ForebayException thrown = failure(sql);
            assertThat(thrown.code().sqlState()).isEqualTo("54001");
            assertThat(thrown.hint())
                    .hasValueSatisfying(hint -> assertThat(hint).startsWith("Split it"));
            assertThat(thrown).hasMessage("an expression is nested more than 1000 deep");
        }
    }
}
