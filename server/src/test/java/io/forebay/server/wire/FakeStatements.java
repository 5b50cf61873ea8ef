package io.forebay.server.wire;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The canned results of the fake engine. */
final class FakeStatements {
    private static final String PAD = "x".repeat(90);

    private FakeStatements() {}

    static ResultColumn column(String name, ColumnType type) {
        return new ResultColumn(name, type);
    }

    static ResultColumn column(String name, TypeKind kind) {
        return column(name, ColumnType.of(kind));
    }

    /** The columns that a text gives; empty for one without rows. */
    static List<ResultColumn> columns(String sql) {
        if (sql.startsWith("SELECT 1")) {
            return List.of(column("one", TypeKind.INTEGER));
        }
        if (sql.startsWith("SELECT rows")) {
            return List.of(column("n", TypeKind.BIGINT), column("pad", ColumnType.varchar(100)));
        }
        if (sql.startsWith("SELECT types")) {
            return allTypes();
        }
        if (sql.startsWith("SELECT echo")) {
            return List.of(column("class", TypeKind.OTHER), column("value", TypeKind.OTHER));
        }
        if (sql.startsWith("SELECT sleep") || sql.startsWith("SHOW")) {
            return List.of(column("value", TypeKind.OTHER));
        }
        return List.of();
    }

    static FakeRows rows(String sql, List<@Nullable Object> values) {
        List<ResultColumn> columns = columns(sql);
        if (sql.startsWith("SELECT 1")) {
            return new FakeRows(columns, 1, index -> List.of(1L));
        }
        if (sql.startsWith("SELECT rows")) {
            long count = Long.parseLong(sql.substring("SELECT rows ".length()).strip());
            return new FakeRows(columns, count, index -> List.of(index, PAD));
        }
        if (sql.startsWith("SELECT types")) {
            return new FakeRows(columns, 2, index -> index == 0 ? typesRow() : nulls(columns.size()));
        }
        if (sql.startsWith("SELECT echo")) {
            return new FakeRows(columns, values.size(), index -> echo(values.get((int) index)));
        }
        if (sql.startsWith("SHOW")) {
            return new FakeRows(columns, 1, index -> List.of("read committed"));
        }
        return FakeRows.none();
    }

    private static List<ResultColumn> allTypes() {
        return List.of(
                column("bool", TypeKind.BOOLEAN),
                column("int2", TypeKind.SMALLINT),
                column("int4", TypeKind.INTEGER),
                column("int8", TypeKind.BIGINT),
                column("float4", TypeKind.REAL),
                column("float8", TypeKind.DOUBLE),
                column("numeric", ColumnType.decimal(20, 4)),
                column("bpchar", ColumnType.character(5)),
                column("varchar", ColumnType.varchar(20)),
                column("date", TypeKind.DATE),
                column("time", TypeKind.TIME),
                column("timetz", TypeKind.TIMETZ),
                column("timestamp", TypeKind.TIMESTAMP),
                column("timestamptz", TypeKind.TIMESTAMPTZ),
                column("super", TypeKind.SUPER),
                column("varbyte", ColumnType.varbyte(10)),
                column("other", TypeKind.OTHER));
    }

    private static List<@Nullable Object> typesRow() {
        return Arrays.asList(
                true,
                -2L,
                4_000_000L,
                8_000_000_000L,
                (double) 1.1f,
                1e20,
                new BigDecimal("-12345678.9000"),
                "ab   ",
                "żółw 🐢",
                19_787L,
                50_829_123_000L,
                "14:07:09.5+01",
                1_709_647_629_123_000L,
                1_709_647_629_123_456L,
                "{\"a\":1}",
                new byte[] {0, (byte) 0xff, 16},
                "anything");
    }

    private static List<@Nullable Object> nulls(int count) {
        return new ArrayList<>(Collections.nCopies(count, null));
    }

    private static List<@Nullable Object> echo(@Nullable Object value) {
        if (value == null) {
            return Arrays.asList("null", null);
        }
        String text = value instanceof byte[] bytes ? Arrays.toString(bytes) : value.toString();
        return List.of(value.getClass().getSimpleName(), text);
    }
}
