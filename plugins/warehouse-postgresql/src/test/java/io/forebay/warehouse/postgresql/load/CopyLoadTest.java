package io.forebay.warehouse.postgresql.load;

import static io.forebay.warehouse.postgresql.load.Feeding.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.forebay.contract.postgres.PostgresServer;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.RowSource;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.TypeKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.core.BaseConnection;

/** What only PostgreSQL has, and what ends a load there; the rest is in the contract. */
@Timeout(60)
class CopyLoadTest {
    private static final Column NUMBER = Column.of("a", ColumnType.of(TypeKind.BIGINT));
    private static final Column TEXT = Column.of("v", ColumnType.varchar(0));

    private String database = "";
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        database = PostgresServer.shared().createDatabase();
        connection = PostgresServer.shared().connect(database);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private void run(String... statements) throws SQLException {
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private CopyLoad copy(RowSource rows, Column... columns) throws SQLException {
        Table table = new Table(new TableName("public", "t"), 1, List.of(columns), false);
        return new CopyLoad(
                connection.unwrap(BaseConnection.class),
                table.name().quoted(),
                new LoadBatch(1, table, List.of(columns), ReadOptions.DEFAULT, List.of()),
                rows);
    }

    /** In a transaction of its own. */
    private long load(RowSource rows, Column... columns) throws SQLException {
        run("BEGIN");
        try {
            return copy(rows, columns).run();
        } finally {
            run("END");
        }
    }

    @Test
    void endsWithTheFirstRowThatTheServerRefusesThoughRowsNeverEnd() throws SQLException {
        run("CREATE TABLE t (a bigint UNIQUE)", "INSERT INTO t VALUES (5)");
        Feeding rows = Feeding.numbers(Long.MAX_VALUE);
        assertThatThrownBy(() -> load(rows, NUMBER))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
        assertThat(rows.openFeeds()).isZero();
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("1");
    }

    @Test
    void goesOnWhileATriggerTalks() throws SQLException {
        run(
                "CREATE TABLE t (a bigint)",
                "CREATE FUNCTION talk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " RAISE NOTICE 'row % %', NEW.a, repeat('x', 100); RAISE INFO 'row %', NEW.a; RETURN NEW; END $$",
                "CREATE TRIGGER talks BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION talk()");
        assertThat(load(Feeding.numbers(200_000), NUMBER)).isEqualTo(200_000);
    }

    /** The same thread can go on with the connection. */
    @Test
    void endsWithTheConnectionThoughRowsNeverEnd() throws SQLException {
        run("CREATE TABLE t (a bigint)");
        String backend = value("SELECT pg_backend_pid()");
        Feeding rows = new Feeding(1, (chunk, turn) -> {
            if (turn == 50) {
                PostgresServer.shared().run(database, "SELECT pg_terminate_backend(" + backend + ")");
            }
            chunk.setLong(0, 0, turn);
            return 1;
        });
        assertThatThrownBy(() -> load(rows, NUMBER))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).matches("08...|57P01"));
        assertThat(rows.openFeeds()).isZero();
        assertThatThrownBy(() -> run("SELECT 1")).isInstanceOf(SQLException.class);
        connection = PostgresServer.shared().connect(database);
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void endsSoonWhenItIsCancelled() throws Exception {
        run("CREATE TABLE t (a bigint)", "BEGIN");
        CountDownLatch filling = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Feeding rows = new Feeding(1, (chunk, turn) -> {
            chunk.setLong(0, 0, turn);
            if (turn == 3) {
                filling.countDown();
                released.await();
            }
            return 1;
        });
        CopyLoad load = copy(rows, NUMBER);
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread loading = new Thread(() -> thrown.set(catchThrowable(load::run)));
        loading.start();
        filling.await();
        load.cancel();
        released.countDown();
        loading.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(thrown.get())
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.CANCELLED))
                        .isTrue());
        assertThat(rows.openFeeds()).isZero();
        run("ROLLBACK");
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void isCancelledBeforeItBegins() throws SQLException {
        run("CREATE TABLE t (a bigint)", "BEGIN");
        CopyLoad load = copy(Feeding.numbers(Long.MAX_VALUE), NUMBER);
        load.cancel();
        assertThatThrownBy(load::run)
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.CANCELLED))
                        .isTrue());
        run("ROLLBACK");
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void tellsOfAnErrorInAFeedAndClosesAllFeeds() throws SQLException {
        run("CREATE TABLE t (a bigint)");
        for (Error error : List.of(new StackOverflowError("deep"), new OutOfMemoryError("full"))) {
            Feeding rows = new Feeding(2, (chunk, turn) -> {
                if (turn == 5) {
                    throw error;
                }
                chunk.setLong(0, 0, turn);
                return 1;
            });
            assertThatThrownBy(() -> load(rows, NUMBER)).isInstanceOfSatisfying(ForebayException.class, e -> {
                assertThat(e.is(error instanceof OutOfMemoryError ? CommonError.OUT_OF_MEMORY : CommonError.INTERNAL))
                        .isTrue();
                assertThat(e).hasCause(error);
            });
            assertThat(rows.openFeeds()).isZero();
        }
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void letsTheFirstExceptionOutAsItIsThoughOtherFeedsGoOn() throws SQLException {
        run("CREATE TABLE t (a bigint)");
        ForebayException wrong = new ForebayException(CommonError.LOAD_FAILED, "too many errors");
        Feeding rows = new Feeding(2, (chunk, turn) -> {
            if (turn == 2000) {
                throw wrong;
            }
            chunk.setLong(0, 0, turn);
            return 1;
        });
        assertThat(catchThrowable(() -> load(rows, NUMBER))).isSameAs(wrong);
        assertThat(rows.openFeeds()).isZero();
    }

    @Test
    void countsTheRowsThatPostgresqlTook() throws SQLException {
        run(
                "CREATE TABLE t (a bigint)",
                "CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN RETURN CASE WHEN NEW.a % 3 = 0 THEN NULL ELSE NEW END; END $$",
                "CREATE TRIGGER skips BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION skip()");
        assertThat(load(Feeding.numbers(3000), NUMBER)).isEqualTo(2000);
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("2000");
    }

    @Test
    void loadsIntoPartitionsWithIndexesGeneratedColumnsAndIdentities() throws SQLException {
        run(
                "CREATE TABLE t (a bigint, id int GENERATED BY DEFAULT AS IDENTITY, always int GENERATED ALWAYS AS"
                        + " IDENTITY, twice bigint GENERATED ALWAYS AS (a * 2) STORED, d text DEFAULT 'none') PARTITION BY RANGE (a)",
                "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (500)",
                "CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (500) TO (100000)",
                "CREATE UNIQUE INDEX ON t (a)",
                "CREATE INDEX ON t (twice)");
        assertThat(load(Feeding.numbers(1000), NUMBER)).isEqualTo(1000);
        assertThat(value("SELECT count(*) || ' ' || max(id) || ' ' || max(always) || ' ' || sum(twice) || ' ' || min(d)"
                        + " FROM t"))
                .isEqualTo("1000 1000 1000 999000 none");
        Feeding given = new Feeding(1, (chunk, turn) -> {
            chunk.setLong(0, 0, 5000);
            chunk.setLong(1, 0, -7);
            chunk.setLong(2, 0, -8);
            return turn == 0 ? 1 : 0;
        });
        ColumnType integer = ColumnType.of(TypeKind.INTEGER);
        assertThat(load(given, NUMBER, Column.of("id", integer), Column.of("always", integer)))
                .isEqualTo(1);
        assertThat(value("SELECT id || ' ' || always FROM t WHERE a = 5000")).isEqualTo("-7 -8");
    }

    @Test
    void refusesAGeneratedColumn() throws SQLException {
        run("CREATE TABLE t (v text, a bigint GENERATED ALWAYS AS (length(v)) STORED)");
        assertThatThrownBy(() -> load(Feeding.numbers(1), NUMBER))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("\"a\"");
    }

    @Test
    void refusesATextWithANul() throws SQLException {
        run("CREATE TABLE t (v text)");
        Feeding rows = new Feeding(1, (chunk, turn) -> {
            text(chunk, 0, 0, "before");
            text(chunk, 0, 1, "a\0b");
            return turn == 0 ? 2 : 0;
        });
        assertThatThrownBy(() -> load(rows, TEXT))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22021"));
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    /** Each is longer than what is sent at a time, and some than what is kept of a buffer. */
    @Test
    void loadsLongTexts() throws SQLException {
        run("CREATE TABLE t (v text, w jsonb)");
        Feeding rows = new Feeding(2, (chunk, turn) -> {
            if (turn >= 40) {
                return 0;
            }
            int length = turn * 100_000;
            text(chunk, 0, 0, "x".repeat(length));
            text(chunk, 1, 0, "\"" + "y".repeat(length) + "\"");
            return 1;
        });
        Column json = Column.of("w", ColumnType.of(TypeKind.SUPER));
        assertThat(load(rows, TEXT, json)).isEqualTo(40);
        assertThat(value("SELECT count(DISTINCT length(v)) || ' ' || sum(length(v)) || ' ' || sum(length(w #>> '{}'))"
                        + " FROM t"))
                .isEqualTo("40 78000000 78000000");
    }

    @Test
    void loadsTypesThatRedshiftHasNot() throws SQLException {
        run(
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE DOMAIN positive AS numeric(9,2) CHECK (VALUE > 0)",
                "CREATE DOMAIN small AS positive",
                "CREATE TABLE t (e mood, d small, u uuid, z timetz, o oid, j json, n name, x xml, m numeric)");
        Feeding rows = new Feeding(1, (chunk, turn) -> {
            text(chunk, 0, 0, "happy");
            chunk.setLong(1, 0, 12345);
            text(chunk, 2, 0, "A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11");
            text(chunk, 3, 0, "12:34:56.789-03:30");
            chunk.setLong(4, 0, 4_294_967_295L);
            text(chunk, 5, 0, "{ \"a\" : 1.50 }");
            text(chunk, 6, 0, "name");
            text(chunk, 7, 0, "<a>1</a>");
            chunk.setWide(8, 0, -1, -12);
            return turn == 0 ? 1 : 0;
        });
        ColumnType other = ColumnType.of(TypeKind.OTHER);
        assertThat(load(
                        rows,
                        Column.of("e", other),
                        Column.of("d", ColumnType.decimal(9, 2)),
                        Column.of("u", other),
                        Column.of("z", ColumnType.of(TypeKind.TIMETZ)),
                        Column.of("o", ColumnType.of(TypeKind.BIGINT)),
                        Column.of("j", ColumnType.of(TypeKind.SUPER)),
                        Column.of("n", ColumnType.varchar(0)),
                        Column.of("x", other),
                        Column.of("m", ColumnType.decimal(38, 1))))
                .isEqualTo(1);
        assertThat(value("SELECT row(t)::text FROM t"))
                .isEqualTo("(\"(happy,123.45,a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,12:34:56.789-03:30,4294967295,"
                        + "\"\"{ \"\"\"\"a\"\"\"\" : 1.50 }\"\",name,<a>1</a>,-1.2)\")");
    }

    /** All of them are described at once: a question for each takes longer the more there are, 13 s for so many. */
    @Test
    void loadsIntoAsManyColumnsAsATableMayHave() throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < 1600; i++) {
            columns.add(Column.of("c" + i, ColumnType.of(TypeKind.SMALLINT)));
        }
        run(columns.stream()
                .map(column -> column.name() + " smallint")
                .collect(Collectors.joining(", ", "CREATE TABLE t (", ")")));
        Feeding rows = new Feeding(1, (chunk, turn) -> {
            for (int i = 0; i < 1600; i++) {
                chunk.setLong(i, 0, i);
            }
            return turn == 0 ? 1 : 0;
        });
        long begun = System.nanoTime();
        assertThat(load(rows, columns.toArray(Column[]::new))).isEqualTo(1);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)).isLessThan(5);
        assertThat(value("SELECT c0 || ' ' || c1599 FROM t")).isEqualTo("0 1599");
    }

    @Test
    void refusesValuesThatPostgresqlHasNoFormFor() throws SQLException {
        run("CREATE TABLE t (d date, m timestamp, o oid)");
        Column[] columns = {
            Column.of("d", ColumnType.of(TypeKind.DATE)),
            Column.of("m", ColumnType.of(TypeKind.TIMESTAMP)),
            Column.of("o", ColumnType.of(TypeKind.BIGINT))
        };
        long[][] wrong = {
            {Integer.MIN_VALUE, 0, 0},
            {Long.MAX_VALUE, 0, 0},
            {0, Long.MIN_VALUE, 0},
            {0, Long.MAX_VALUE, 0},
            {0, 0, -1},
            {0, 0, 1L << 32}
        };
        for (long[] values : wrong) {
            Feeding rows = new Feeding(1, (chunk, turn) -> {
                for (int column = 0; column < columns.length; column++) {
                    chunk.setLong(column, 0, values[column]);
                }
                return turn == 0 ? 1 : 0;
            });
            assertThatThrownBy(() -> load(rows, columns))
                    .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.OUT_OF_RANGE))
                            .isTrue());
        }
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    /** As another connection has changed it since the table was looked up, and since the transaction's snapshot. */
    @Test
    void refusesAColumnThatIsOfAnotherTypeNow() throws SQLException {
        run("CREATE TABLE t (a bigint)", "BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT 1");
        PostgresServer.shared().run(database, "ALTER TABLE t ALTER a TYPE double precision");
        assertThatThrownBy(() -> copy(Feeding.numbers(1), NUMBER).run())
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.NOT_SUPPORTED))
                        .isTrue())
                .hasMessageContaining("float8");
        run("ROLLBACK");
    }
}
