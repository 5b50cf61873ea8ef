package io.forebay.contract.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.RowSource;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loads: every value as it was given, all rows or none, and an end when one is asked for. */
public abstract class WarehouseLoadContract extends WarehouseContract {
    private static final Column NUMBER = Column.of("a", ColumnType.of(TypeKind.BIGINT));

    /** Loads the values into a column of the type and reads them back. */
    private void holds(ColumnType type, Object... values) {
        Table table = table(Column.of("a", ColumnType.of(TypeKind.INTEGER)), Column.of("v", type));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            rows.add(Arrays.asList((long) i * 2, values[i]));
            rows.add(Arrays.asList((long) i * 2 + 1, null));
        }
        assertThat(load(table, rows)).isEqualTo(rows.size());
        List<List<@Nullable Object>> read = rows("SELECT v FROM t ORDER BY a");
        for (int i = 0; i < values.length; i++) {
            assertThat(read.get(i * 2).get(0)).isEqualTo(values[i]);
            assertThat(read.get(i * 2 + 1).get(0)).isNull();
        }
    }

    @Test
    void holdsWholeNumbers() {
        holds(ColumnType.of(TypeKind.SMALLINT), (long) Short.MIN_VALUE, -1L, 0L, (long) Short.MAX_VALUE);
        connection.execute("DROP TABLE t");
        holds(ColumnType.of(TypeKind.INTEGER), (long) Integer.MIN_VALUE, -1L, 0L, (long) Integer.MAX_VALUE);
        connection.execute("DROP TABLE t");
        holds(ColumnType.of(TypeKind.BIGINT), Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"1,0", "1,1", "4,2", "5,0", "9,9", "10,1", "18,0", "18,18", "19,0", "20,10", "37,2", "38,0", "38,38"})
    void holdsDecimalsAtTheirLimits(int precision, int scale) {
        BigDecimal most = new BigDecimal(BigInteger.TEN.pow(precision).subtract(BigInteger.ONE), scale);
        BigDecimal least = new BigDecimal(BigInteger.ONE, scale);
        holds(
                ColumnType.decimal(precision, scale),
                most,
                most.negate(),
                least,
                least.negate(),
                BigDecimal.ZERO.setScale(scale));
    }

    @Test
    void holdsFloatingNumbers() {
        holds(
                ColumnType.of(TypeKind.DOUBLE),
                0.1,
                -Double.MAX_VALUE,
                Double.MIN_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY);
        connection.execute("DROP TABLE t");
        holds(ColumnType.of(TypeKind.REAL), (double) 0.1f, (double) Float.MAX_VALUE, (double) Float.MIN_VALUE);
    }

    @Test
    void holdsTruth() {
        holds(ColumnType.of(TypeKind.BOOLEAN), true, false);
    }

    @Test
    void holdsDatesFromTheFirstYearToTheLast() {
        holds(
                ColumnType.of(TypeKind.DATE),
                LocalDate.of(1, 1, 1).toEpochDay(),
                LocalDate.of(9999, 12, 31).toEpochDay(),
                LocalDate.of(1969, 12, 31).toEpochDay(),
                LocalDate.of(2024, 2, 29).toEpochDay());
        assertThat(value("SELECT CAST(min(v) AS VARCHAR) FROM t")).isEqualTo("0001-01-01");
        assertThat(value("SELECT CAST(max(v) AS VARCHAR) FROM t")).isEqualTo("9999-12-31");
    }

    @Test
    void holdsTimesOfDay() {
        holds(ColumnType.of(TypeKind.TIME), 0L, 1L, 86_399_999_999L, 43_200_000_000L);
        assertThat(value("SELECT CAST(max(v) AS VARCHAR) FROM t")).isEqualTo("23:59:59.999999");
    }

    @ParameterizedTest
    @CsvSource({"TIMESTAMP", "TIMESTAMPTZ"})
    void holdsMomentsFromTheFirstYearToTheLast(TypeKind kind) {
        holds(
                ColumnType.of(kind),
                micros(LocalDateTime.of(1, 1, 1, 0, 0)),
                micros(LocalDateTime.of(9999, 12, 31, 23, 59, 59)) + 999_999,
                -1L,
                0L,
                micros(LocalDateTime.of(2024, 3, 31, 2, 30)));
        assertThat(String.valueOf(value("SELECT CAST(min(v) AS VARCHAR) FROM t")))
                .startsWith("0001-01-01 00:00:00");
        assertThat(String.valueOf(value("SELECT CAST(max(v) AS VARCHAR) FROM t")))
                .startsWith("9999-12-31 23:59:59.999999");
    }

    private static long micros(LocalDateTime moment) {
        return moment.toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    }

    @Test
    void holdsTexts() {
        holds(
                ColumnType.varchar(65535),
                "",
                "twelve chars",
                "thirteen char",
                "ä€😀",
                " blanks ",
                "it's \"quoted\"\n\t\\N",
                "x".repeat(65535));
        connection.execute("DROP TABLE t");
        holds(ColumnType.character(5), "abcde");
    }

    @Test
    void holdsBytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        holds(ColumnType.varbyte(1000), new byte[0], all, new byte[] {0}, "ä".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void holdsNestedData() {
        holds(ColumnType.of(TypeKind.SUPER), "{\"a\":[1,null,\"ä  \"]}", "null", "[]", "1.50");
    }

    @Test
    void loadsManyRowsFromSeveralFeeds() {
        Table table = table(NUMBER, Column.of("v", ColumnType.varchar(20)));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (long i = 0; i < 100_000; i++) {
            rows.add(Arrays.asList(i, i % 7 == 0 ? null : "row " + i));
        }
        MemoryRows source = new MemoryRows(table.columns(), rows);
        connection.begin();
        assertThat(load(table, source)).isEqualTo(100_000);
        connection.commit();
        assertThat(source.openFeeds()).isZero();
        assertThat(rows("SELECT count(*), sum(a), count(v), count(CASE WHEN v = 'row ' || a THEN 1 END) FROM t")
                        .get(0))
                .containsExactly(100_000L, new BigDecimal(4_999_950_000L), 85_714L, 85_714L);
    }

    @Test
    void letsTheRowThatWasBegunLastBeWrittenOver() {
        Table table = table(NUMBER, Column.of("v", ColumnType.varchar(20)), Column.of("w", ColumnType.varbyte(9)));
        connection.begin();
        load(table, once(chunk -> {
            chunk.setNull(0, 0);
            text(chunk, 1, 0, "rejected, longer than the row that follows");
            text(chunk, 2, 0, "rejected");
            chunk.setLong(0, 0, 1);
            text(chunk, 1, 0, "a");
            chunk.setNull(2, 0);
            chunk.setLong(0, 1, 2);
            chunk.setNull(1, 1);
            text(chunk, 2, 1, "b");
            chunk.setNull(0, 1);
            text(chunk, 1, 1, "c");
            chunk.setLong(0, 1, 3);
            chunk.setLong(0, 2, 99);
            text(chunk, 1, 2, "not counted");
            return 2;
        }));
        connection.commit();
        assertThat(rows("SELECT a, v FROM t ORDER BY a")).containsExactly(List.of(1L, "a"), List.of(3L, "c"));
        assertThat(rows("SELECT w FROM t WHERE w IS NOT NULL").get(0).get(0))
                .isEqualTo("b".getBytes(StandardCharsets.UTF_8));
    }

    /** Behind each other, from any row, with and without nulls, and over a row that was begun: as one value at a time. */
    @Test
    void takesManyValuesOfAColumnAtOnce() {
        List<ColumnType> types = List.of(
                ColumnType.of(TypeKind.BIGINT),
                ColumnType.of(TypeKind.INTEGER),
                ColumnType.of(TypeKind.SMALLINT),
                ColumnType.decimal(30, 0),
                ColumnType.of(TypeKind.DOUBLE),
                ColumnType.of(TypeKind.REAL));
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            columns.add(Column.of("c" + i, types.get(i)));
        }
        columns.add(Column.of("place", ColumnType.of(TypeKind.BIGINT)));
        Table table = table(columns.toArray(new Column[0]));
        List<@Nullable Long> expected = new ArrayList<>();
        Random random = new Random(1);
        connection.begin();
        load(table, times(6, chunk -> {
            int row = 0;
            while (row < chunk.capacity()) {
                int count = Math.min(random.nextInt(200), chunk.capacity() - row);
                List<@Nullable Long> values = new ArrayList<>();
                boolean some = random.nextBoolean();
                for (int i = 0; i < count; i++) {
                    values.add(some && random.nextInt(4) == 0 ? null : (long) random.nextInt(9999) - 5000);
                }
                for (int column = 0; column < types.size(); column++) {
                    if (random.nextBoolean()) {
                        chunk.setNull(column, row); // begun, and written over
                    }
                    set(chunk, column, types.get(column).kind(), row, values, some);
                }
                for (int i = 0; i < count; i++) {
                    chunk.setLong(types.size(), row + i, expected.size() + i);
                }
                expected.addAll(values);
                row += count;
            }
            return row;
        }));
        connection.commit();
        assertThat(expected.size()).isGreaterThan(3000);
        List<List<@Nullable Object>> rows = rows("SELECT c0, c1, c2, c3, c4, c5 FROM t ORDER BY place");
        assertThat(rows).hasSameSizeAs(expected);
        for (int row = 0; row < rows.size(); row++) {
            for (Object value : rows.get(row)) {
                assertThat(value == null ? null : ((Number) value).longValue()).isEqualTo(expected.get(row));
            }
        }
    }

    private static void set(
            Chunk chunk, int column, TypeKind kind, int row, List<@Nullable Long> values, boolean some) {
        int count = values.size();
        long[] longs = new long[count + 1];
        double[] doubles = new double[count + 1];
        long[] nulls = new long[count / 64 + 1];
        for (int i = 0; i < count; i++) {
            Long value = values.get(i);
            nulls[i >>> 6] |= (value == null ? 1L : 0L) << i;
            longs[i] = value == null ? 7 : value;
            doubles[i] = longs[i];
        }
        if (kind == TypeKind.INTEGER || kind == TypeKind.SMALLINT) {
            int[] ints = Arrays.stream(longs).mapToInt(Math::toIntExact).toArray();
            chunk.setInts(column, row, ints, some ? nulls : null, count);
        } else if (kind == TypeKind.DOUBLE || kind == TypeKind.REAL) {
            chunk.setDoubles(column, row, doubles, some ? nulls : null, count);
        } else {
            chunk.setLongs(column, row, longs, some ? nulls : null, count);
        }
    }

    private static void text(Chunk chunk, int column, int row, String text) {
        byte[] bytes = ("##" + text).getBytes(StandardCharsets.UTF_8);
        chunk.setBytes(column, row, bytes, 2, bytes.length - 2);
    }

    @Test
    void loadsNothingFromAnEmptySource() {
        assertThat(load(table(NUMBER), List.of())).isZero();
    }

    @Test
    void fillsColumnsThatAreNotNamed() {
        Table table = table(
                new Column("a", ColumnType.of(TypeKind.BIGINT), false, null, new Column.Identity(10, 5, false)),
                new Column("d", ColumnType.varchar(10), true, "'none'", null),
                Column.of("v", ColumnType.varchar(10)));
        List<Column> named = List.of(table.columns().get(2));
        connection.begin();
        connection.load(batch(table, named), new MemoryRows(named, List.of(List.of("x"), List.of("y"))));
        connection.commit();
        assertThat(rows("SELECT a, d FROM t ORDER BY a")).containsExactly(List.of(10L, "none"), List.of(15L, "none"));
    }

    @Test
    void loadsColumnsInAnotherOrderThanTheTable() {
        Table table = table(NUMBER, Column.of("v", ColumnType.varchar(10)));
        List<Column> swapped = List.of(table.columns().get(1), table.columns().get(0));
        connection.begin();
        connection.load(batch(table, swapped), new MemoryRows(swapped, List.of(List.of("x", 1L))));
        connection.commit();
        assertThat(rows("SELECT a, v FROM t")).containsExactly(List.of(1L, "x"));
    }

    @Test
    void refusesNullsInColumnsThatAreNotNull() {
        Table table = table(NUMBER.notNull());
        connection.begin();
        failure(
                CommonError.NOT_NULL_VIOLATION,
                () -> load(table, new MemoryRows(table.columns(), List.of(Arrays.asList((Object) null)))));
        connection.rollback();
        assertThat(value("SELECT count(*) FROM t")).isEqualTo(0L);
    }

    @Test
    void undoesALoadOnRollback() {
        Table table = table(NUMBER);
        connection.begin();
        load(table, new MemoryRows(table.columns(), List.of(List.of(1L))));
        assertThat(value("SELECT count(*) FROM t")).isEqualTo(1L);
        connection.rollback();
        assertThat(value("SELECT count(*) FROM t")).isEqualTo(0L);
    }

    @Test
    void refusesALoadOutsideOfATransaction() {
        Table table = table(NUMBER);
        failure(
                CommonError.NO_ACTIVE_TRANSACTION,
                () -> load(table, new MemoryRows(table.columns(), List.of(List.of(1L)))));
    }

    @Test
    void letsTheFeedsOwnExceptionOut() {
        Table table = table(NUMBER);
        ForebayException wrong = new ForebayException(FormatError.DAMAGED_FILE, "the file is cut");
        connection.begin();
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(() -> load(table, once(chunk -> {
            throw wrong;
        })));
        assertThat(thrown).isSameAs(wrong);
        connection.rollback();
        assertThat(connection.usable()).isTrue();
        assertThat(load(table, List.of(List.of(1L)))).isEqualTo(1);
    }

    @Test
    void hidesTheEngineBehindUnexpectedExceptions() {
        Table table = table(NUMBER);
        connection.begin();
        ForebayException thrown = failure(
                CommonError.INTERNAL,
                () -> load(table, once(chunk -> {
                    throw new IllegalStateException("boom");
                })));
        assertThat(thrown).hasMessageContaining("boom").hasMessageNotContaining("\tat ");
    }

    @Test
    @Timeout(30)
    void endsACancelledLoadOnceItsFeedReturns() throws InterruptedException {
        Table table = table(NUMBER);
        StuckRows stuck = new StuckRows();
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        connection.begin();
        Thread loader = new Thread(() -> {
            try {
                load(table, stuck);
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        loader.start();
        stuck.awaitFill();
        long begun = System.nanoTime();
        connection.cancel();
        stuck.release();
        loader.join();
        assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(5));
        assertThat(thrown.get())
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.CANCELLED))
                        .isTrue());
        connection.rollback();
        assertThat(stuck.openFeeds()).isZero();
        assertThat(value("SELECT count(*) FROM t")).isEqualTo(0L);
    }

    @Test
    void loadsIntoOneTableFromTwoConnections() {
        Table table = table(NUMBER);
        try (WarehouseConnection other = warehouse.connect()) {
            connection.begin();
            other.begin();
            load(table, new MemoryRows(table.columns(), List.of(List.of(1L))));
            other.load(batch(table, table.columns()), new MemoryRows(table.columns(), List.of(List.of(2L))));
            connection.commit();
            other.commit();
        }
        assertThat(rows("SELECT a FROM t ORDER BY a")).containsExactly(List.of(1L), List.of(2L));
    }

    @Test
    void appendsRowsInsideATransaction() {
        Table table = table(
                NUMBER,
                Column.of("v", ColumnType.varchar(0)),
                Column.of("m", ColumnType.of(TypeKind.TIMESTAMP)),
                Column.of("b", ColumnType.of(TypeKind.BOOLEAN)),
                Column.of("i", ColumnType.of(TypeKind.INTEGER)),
                Column.of("d", ColumnType.of(TypeKind.DOUBLE)));
        List<List<@Nullable Object>> rows = List.of(
                Arrays.asList(1L, "ä", java.time.Instant.ofEpochMilli(1), true, 5L, 0.5),
                Arrays.asList(2L, null, null, null, null, null));
        connection.begin();
        connection.append(table.name(), rows);
        connection.rollback();
        assertThat(value("SELECT count(*) FROM t")).isEqualTo(0L);
        connection.begin();
        connection.append(table.name(), rows);
        connection.commit();
        assertThat(rows("SELECT * FROM t ORDER BY a"))
                .containsExactly(
                        Arrays.asList(1L, "ä", 1000L, true, 5L, 0.5), Arrays.asList(2L, null, null, null, null, null));
    }

    /** As the ledger uses them: the warehouse's own SQL, and text where one is read. */
    @Test
    void appendsAndFindsUuids() {
        List<UUID> keys = List.of(
                new UUID(0, 0),
                new UUID(-1, -1),
                new UUID(Long.MIN_VALUE, 1),
                new UUID(1, Long.MIN_VALUE),
                UUID.randomUUID());
        connection.execute("CREATE TEMP TABLE keyed (file_key UUID, n BIGINT)");
        connection.begin();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (UUID key : keys) {
            rows.add(List.of(key, (long) rows.size()));
        }
        connection.append(new TableName("temp", "keyed"), rows);
        for (int n = 0; n < keys.size(); n++) {
            UUID key = keys.get(n);
            assertThat(value("SELECT n FROM keyed WHERE file_key = $1", key)).isEqualTo((long) n);
            assertThat(value("SELECT n FROM keyed WHERE file_key IN (CAST('" + key + "' AS UUID))"))
                    .isEqualTo((long) n);
            assertThat(value("SELECT CAST(file_key AS VARCHAR) FROM keyed WHERE n = $1", (long) n))
                    .isEqualTo(key.toString());
            assertThat(connection.execute("DELETE FROM keyed WHERE file_key = $1", key))
                    .isEqualTo(1);
        }
        connection.rollback();
    }

    @Test
    void loadsIntoATemporaryTable() {
        connection.create(
                new io.forebay.spi.warehouse.TableDefinition(null, "t", true, false, List.of(NUMBER), Map.of()));
        Table table = connection.load(null, "t");
        assertThat(table.temporary()).isTrue();
        assertThat(load(table, List.of(List.of(1L)))).isEqualTo(1);
        assertThat(value("SELECT a FROM t")).isEqualTo(1L);
    }

    /** Fills one chunk. */
    private interface Filling {
        int fill(Chunk chunk);
    }

    private static RowSource once(Filling filling) {
        return times(1, filling);
    }

    /** Fills so many chunks. */
    private static RowSource times(int times, Filling filling) {
        return new RowSource() {
            private int filled;

            @Override
            public int parallelism() {
                return 1;
            }

            @Override
            public Feed feed() {
                return new Feed() {
                    @Override
                    public int fill(Chunk chunk) {
                        if (filled == times) {
                            return 0;
                        }
                        filled++;
                        return filling.fill(chunk);
                    }

                    @Override
                    public void close() {}
                };
            }
        };
    }
}
