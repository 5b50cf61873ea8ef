package io.forebay.contract.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Statements, their parameters and their results. */
public abstract class WarehouseQueryContract extends WarehouseContract {
    private static final long MANY = 100_000;

    @Test
    void readsEveryTypeOfValue() {
        List<List<@Nullable Object>> rows = rows("SELECT CAST(-1 AS SMALLINT), CAST(2 AS INTEGER),"
                + " CAST(9223372036854775807 AS BIGINT), CAST('-12345678901234567890123456789012345678' AS DECIMAL(38,0)),"
                + " CAST('1.50' AS DECIMAL(7,2)), CAST(0.5 AS REAL), CAST(0.25 AS DOUBLE PRECISION), true, 'ä',"
                + " CAST('0001-01-01' AS DATE), CAST('23:59:59.999999' AS TIME), CAST('1969-12-31 23:59:59.5' AS"
                + " TIMESTAMP), CAST('2024-06-01 12:00:00+02' AS TIMESTAMPTZ), CAST(NULL AS INTEGER)");
        assertThat(rows.get(0))
                .containsExactly(
                        -1L,
                        2L,
                        Long.MAX_VALUE,
                        new BigDecimal("-12345678901234567890123456789012345678"),
                        new BigDecimal("1.50"),
                        0.5,
                        0.25,
                        true,
                        "ä",
                        LocalDate.of(1, 1, 1).toEpochDay(),
                        86_399_999_999L,
                        -500_000L,
                        Instant.parse("2024-06-01T10:00:00Z").toEpochMilli() * 1000,
                        null);
    }

    @Test
    void tellsTheTypesOfAResult() {
        try (Query query = connection.prepare("SELECT CAST(1 AS SMALLINT) AS a, CAST('1' AS DECIMAL(7,2)) AS b,"
                + " CAST('x' AS VARCHAR) AS c, CAST('2020-01-01' AS TIMESTAMPTZ) AS d")) {
            assertThat(query.columns()).extracting(ResultColumn::name).containsExactly("a", "b", "c", "d");
            assertThat(query.columns())
                    .extracting(ResultColumn::type)
                    .containsExactly(
                            ColumnType.of(TypeKind.SMALLINT),
                            ColumnType.decimal(7, 2),
                            ColumnType.varchar(0),
                            ColumnType.of(TypeKind.TIMESTAMPTZ));
        }
    }

    @Test
    void readsInfiniteDates() {
        assertThat(rows("SELECT CAST('infinity' AS DATE), CAST('-infinity' AS DATE), CAST('infinity' AS TIMESTAMP),"
                                + " CAST('-infinity' AS TIMESTAMPTZ)")
                        .get(0))
                .containsExactly(Long.MAX_VALUE, -Long.MAX_VALUE, Long.MAX_VALUE, -Long.MAX_VALUE);
    }

    @Test
    void readsInstantsOfAllYears() {
        String[] moments = {"0001-01-01 00:00:00.000001", "1969-12-31 23:59:59.999999", "9999-12-31 23:59:59.999999"};
        for (String moment : moments) {
            try (Query query = connection.prepare("SELECT CAST('" + moment + "' AS TIMESTAMP)");
                    Rows rows = query.execute(List.of())) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.instantAt(0)).isEqualTo(Instant.parse(moment.replace(' ', 'T') + "Z"));
            }
        }
    }

    @Test
    void countsChangedRows() {
        table(Column.of("a", ColumnType.of(TypeKind.INTEGER)));
        assertThat(connection.execute("INSERT INTO t VALUES (1), (2), (3)")).isEqualTo(3);
        assertThat(connection.execute("UPDATE t SET a = a + 1 WHERE a > 1")).isEqualTo(2);
        assertThat(connection.execute("DELETE FROM t")).isEqualTo(3);
        assertThat(connection.execute("CREATE TABLE t2 (a INTEGER)")).isZero();
    }

    @Test
    void givesNoColumnsForAStatementWithoutRows() {
        table(Column.of("a", ColumnType.of(TypeKind.INTEGER)));
        try (Query query = connection.prepare("INSERT INTO t VALUES (1)");
                Rows rows = query.execute(List.of())) {
            assertThat(query.columns()).isEmpty();
            assertThat(rows.columns()).isEmpty();
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void bindsParametersOfEveryType() {
        table(
                Column.of("i", ColumnType.of(TypeKind.INTEGER)),
                Column.of("n", ColumnType.decimal(7, 2)),
                Column.of("v", ColumnType.varchar(10)),
                Column.of("b", ColumnType.of(TypeKind.BOOLEAN)),
                Column.of("d", ColumnType.of(TypeKind.DATE)),
                Column.of("z", ColumnType.of(TypeKind.TIMESTAMPTZ)),
                Column.of("x", ColumnType.varbyte(10)));
        String insert = "INSERT INTO t VALUES ($1, $2, $3, $4, $5, $6, $7)";
        connection.execute(
                insert,
                1L,
                new BigDecimal("1.25"),
                "a",
                true,
                LocalDate.of(2024, 12, 1),
                java.time.OffsetDateTime.parse("2024-12-01T02:00:00+02:00"),
                new byte[] {0, -1});
        connection.execute(insert, "1", "1.25", "a", "t", "2024-12-01 +00", "2024-12-01 02:00:00+02", "\\x00ff");
        connection.execute(insert, null, null, null, null, null, null, null);
        List<List<@Nullable Object>> rows = rows("SELECT * FROM t ORDER BY i");
        assertThat(rows.get(0)).usingRecursiveComparison().isEqualTo(rows.get(1));
        assertThat(rows.get(2)).containsOnlyNulls();
    }

    @Test
    void comparesColumnsWithTextParameters() {
        table(Column.of("i", ColumnType.of(TypeKind.INTEGER)), Column.of("d", ColumnType.of(TypeKind.DATE)));
        connection.execute("INSERT INTO t VALUES (1, '2024-12-01'), (2, '2024-12-02')");
        assertThat(value("SELECT i FROM t WHERE d = $1", "2024-12-01 +00")).isEqualTo(1L);
        assertThat(value("SELECT i FROM t WHERE i = $1", "2")).isEqualTo(2L);
        failure(CommonError.INVALID_TEXT, () -> rows("SELECT i FROM t WHERE i = $1", "two"));
    }

    @Test
    void tellsTheTypesOfParameters() {
        table(Column.of("i", ColumnType.of(TypeKind.INTEGER)), Column.of("d", ColumnType.of(TypeKind.DATE)));
        try (Query query = connection.prepare("SELECT i FROM t WHERE d > $2 AND i = $1")) {
            assertThat(query.parameters())
                    .containsExactly(ColumnType.of(TypeKind.INTEGER), ColumnType.of(TypeKind.DATE));
        }
    }

    @Test
    void runsAQueryAgainWithOtherValues() {
        try (Query query = connection.prepare("SELECT CAST($1 AS INTEGER) + 1")) {
            for (long i = 0; i < 3; i++) {
                try (Rows rows = query.execute(Arrays.asList(i))) {
                    assertThat(rest(rows)).containsExactly(List.of(i + 1));
                }
            }
        }
    }

    @Test
    void runsAQueryAgainAfterItHasFailed() {
        table(Column.of("i", ColumnType.of(TypeKind.INTEGER)));
        connection.execute("INSERT INTO t VALUES (4)");
        try (Query query = connection.prepare("SELECT 8 / (i - CAST($1 AS INTEGER)) FROM t")) {
            failure(CommonError.DIVISION_BY_ZERO, () -> rest(query.execute(List.of(4L))));
            try (Rows rows = query.execute(List.of(2L))) {
                assertThat(rest(rows)).containsExactly(List.of(4L));
            }
        }
    }

    @Test
    void keepsAResultReadableWhileTheConnectionRunsAnotherStatement() {
        try (Query query = connection.prepare(
                        "SELECT g, CAST(g AS VARCHAR) FROM generate_series(1, " + MANY + ") AS s(g) ORDER BY 1");
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
            assertThat(value("SELECT 42")).isEqualTo(42L);
            assertThat(row(rows)).containsExactly(1L, "1");
            connection.execute("CREATE TABLE t (a INTEGER)");
            long sum = 1;
            while (rows.next()) {
                sum += rows.longAt(0);
                assertThat(rows.textAt(1)).isEqualTo(String.valueOf(rows.longAt(0)));
            }
            assertThat(sum).isEqualTo(MANY * (MANY + 1) / 2);
        }
    }

    @Test
    void keepsAResultReadableAcrossACommit() {
        connection.begin();
        try (Query query = connection.prepare("SELECT g FROM generate_series(1, 5000) AS s(g) ORDER BY g");
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
            connection.commit();
            assertThat(rest(rows)).hasSize(4999);
        }
    }

    @Test
    void endsAResultWithItsTransactionOnRollback() {
        connection.begin();
        try (Query query = connection.prepare("SELECT g FROM generate_series(1, 100000) AS s(g)");
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
            connection.rollback();
            failure(CommonError.WRONG_STATE, rows::next);
        }
        assertThat(value("SELECT 1")).isEqualTo(1L);
    }

    @Test
    void endsAResultWithItsConnection() {
        try (Query query = connection.prepare("SELECT g FROM generate_series(1, 100000) AS s(g)");
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
            connection.close();
            failure(CommonError.CONNECTION_LOST, () -> rest(rows));
        }
    }

    @Test
    void failsLateErrorsInsteadOfEndingTheRows() {
        ForebayException thrown = failure(
                CommonError.DIVISION_BY_ZERO,
                () -> rows("SELECT 1 / (g - 900000) FROM generate_series(1, 1000000) AS s(g)"));
        assertThat(thrown).hasMessage("division by zero");
    }

    /** Rows that are kept of a result when another statement comes before it was read. */
    protected int keptRows() {
        return 4_900_000;
    }

    @Test
    void keepsALateErrorWithItsResult() {
        int most = keptRows();
        try (Query query = connection.prepare(
                        "SELECT 1 / (g - " + most + ") FROM generate_series(1, " + (most + 100_000) + ") AS s(g)");
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
            assertThat(value("SELECT 42")).isEqualTo(42L);
            failure(CommonError.DIVISION_BY_ZERO, () -> rest(rows));
        }
    }

    @Test
    void placesErrors() {
        assertThat(failure(CommonError.UNDEFINED_COLUMN, () -> rows("SELECT 'ä',\n  nosuch"))
                        .position())
                .hasValue(15);
        assertThat(failure(CommonError.UNDEFINED_TABLE, () -> rows("SELECT 1 FROM nosuch")))
                .hasMessage("relation \"nosuch\" does not exist");
        assertThat(failure(CommonError.SYNTAX, () -> rows("SELEC 1")).position())
                .hasValue(1);
    }

    @Test
    void namesTheKindOfError() {
        table(Column.of("a", ColumnType.of(TypeKind.SMALLINT)).notNull());
        failure(CommonError.UNDEFINED_FUNCTION, () -> rows("SELECT nosuch(1)"));
        failure(CommonError.UNDEFINED_SCHEMA, () -> connection.execute("CREATE TABLE nosuch.x (a INTEGER)"));
        failure(CommonError.DUPLICATE_TABLE, () -> connection.execute("CREATE TABLE t (a INTEGER)"));
        failure(CommonError.NOT_NULL_VIOLATION, () -> connection.execute("INSERT INTO t VALUES (NULL)"));
        failure(CommonError.OUT_OF_RANGE, () -> connection.execute("INSERT INTO t VALUES (70000)"));
        failure(CommonError.INVALID_TEXT, () -> rows("SELECT CAST('x' AS INTEGER)"));
        failure(CommonError.INVALID_DATETIME, () -> rows("SELECT CAST('2020-13-01' AS DATE)"));
        failure(CommonError.AMBIGUOUS, () -> rows("SELECT a FROM t x, t y"));
        failure(CommonError.DIVISION_BY_ZERO, () -> rows("SELECT 1 / 0"));
    }

    @Test
    void dividesWholeNumbersToWholeNumbers() {
        assertThat(value("SELECT 1 / 8")).isEqualTo(0L);
    }

    @Test
    void putsNullsLast() {
        assertThat(rows("SELECT a FROM (VALUES (1), (NULL), (2)) AS v(a) ORDER BY a"))
                .containsExactly(List.of(1L), List.of(2L), Arrays.asList((Object) null));
        assertThat(rows("SELECT a FROM (VALUES (1), (NULL), (2)) AS v(a) ORDER BY a DESC"))
                .containsExactly(Arrays.asList((Object) null), List.of(2L), List.of(1L));
    }

    @Test
    @Timeout(20)
    void cancelsARunningQuery() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread runner = new Thread(() -> {
            started.countDown();
            try {
                rows("SELECT count(*) FROM generate_series(1, 1000000) AS a(x), generate_series(1, 1000000) AS b(y)");
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        runner.start();
        started.await();
        while (runner.isAlive()) {
            connection.cancel();
            runner.join(50);
        }
        assertThat(thrown.get())
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.CANCELLED))
                        .isTrue());
        assertThat(value("SELECT 1")).isEqualTo(1L);
    }

    @Test
    void takesACancelWhenNothingRuns() {
        connection.cancel();
        assertThat(value("SELECT 1")).isEqualTo(1L);
    }

    @Test
    void readsLiveTablesAsTheyAreWhenTheQueryStarts() {
        AtomicReference<List<List<@Nullable Object>>> now = new AtomicReference<>(List.of());
        LiveTable table = new LiveTable(
                "inflight",
                List.of(
                        new ResultColumn("id", ColumnType.of(TypeKind.BIGINT)),
                        new ResultColumn("label", ColumnType.varchar(0)),
                        new ResultColumn("started", ColumnType.of(TypeKind.TIMESTAMP)),
                        new ResultColumn("running", ColumnType.of(TypeKind.BOOLEAN))),
                now::get);
        if (!showsLiveTables()) {
            failure(CommonError.NOT_SUPPORTED, () -> warehouse.register(table));
            return;
        }
        warehouse.register(table);
        warehouse.makeLedger(List.of());
        String sql =
                "SELECT id, label, started, running FROM " + warehouse.dialect().liveTable("inflight") + " AS l";
        if (!asksThisProcess()) {
            connection.execute("CREATE SCHEMA IF NOT EXISTS forebay");
            now.set(List.of(Arrays.asList(5L, "load", Instant.ofEpochSecond(1), true)));
            assertThat(rows(sql)).isEmpty();
            return;
        }
        try (Query query = connection.prepare(sql)) {
            assertThat(rest(query.execute(List.of()))).isEmpty();
            now.set(List.of(
                    Arrays.asList(5L, "load ä", Instant.ofEpochSecond(1), true),
                    Arrays.asList(null, null, null, null)));
            assertThat(rest(query.execute(List.of())))
                    .containsExactly(
                            Arrays.asList(5L, "load ä", 1_000_000L, true), Arrays.asList(null, null, null, null));
        }
    }

    /** Whether the warehouse can ask this process; else a live table has its columns there, and no rows. */
    protected boolean asksThisProcess() {
        return true;
    }

    /** Whether values of this process can be queried. */
    protected boolean showsLiveTables() {
        return true;
    }

    /** Whether users' SQL is looked through for functions that it may not call; else it is the warehouse that refuses them. */
    protected boolean knowsFunctions() {
        return true;
    }

    @Test
    void knowsItsTableFunctions() {
        if (!knowsFunctions()) {
            assertThat(warehouse.dialect().tableFunctions()).isEmpty();
            return;
        }
        assertThat(warehouse.dialect().tableFunctions()).contains("generate_series");
        assertThat(warehouse.dialect().allowedTableFunctions()).contains("generate_series");
    }

    /** What stands in a FROM clause for the numbers from 1 as {@code g}, each computed only when it is read. */
    protected String computedNumbers(long most) {
        return "generate_series(1, " + most + ") AS s(g)";
    }

    @Test
    @Timeout(60)
    void givesTheFirstRowOfALargeResultSoon() {
        long begun = System.nanoTime();
        try (Query query = connection.prepare("SELECT g, CAST(g AS VARCHAR) FROM " + computedNumbers(1_000_000_000));
                Rows rows = query.execute(List.of())) {
            for (int i = 0; i < 1000; i++) {
                assertThat(rows.next()).isTrue();
            }
        }
        assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(30));
        assertThat(value("SELECT 1")).isEqualTo(1L);
    }
}
