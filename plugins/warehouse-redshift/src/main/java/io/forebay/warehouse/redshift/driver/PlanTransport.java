package io.forebay.warehouse.redshift.driver;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ObjectLoad;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.warehouse.redshift.text.CatalogText;
import io.forebay.warehouse.redshift.text.Placed;
import io.forebay.warehouse.redshift.text.SystemViews;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A way that goes nowhere: tells each statement, and answers what it takes to come to the next. */
public final class PlanTransport implements Transport {
    private static final long SESSION = 1;
    private static final long COPY_ID = 1;
    /** The last number of the first block that a new ledger gives. */
    private static final long LAST_ID = 110_000;

    private final Consumer<String> sent;
    private final List<Table> assumed;
    private @Nullable ObjectLoad expected;
    private boolean asked;

    /** @param assumed tables that are there */
    public PlanTransport(Consumer<String> sent, List<Table> assumed) {
        this.sent = sent;
        this.assumed = assumed;
    }

    @Override
    public void begin() {
        sent.accept("BEGIN");
    }

    @Override
    public void commit() {
        sent.accept("COMMIT");
    }

    @Override
    public void rollback() {
        sent.accept("ROLLBACK");
    }

    @Override
    public boolean usable() {
        return true;
    }

    @Override
    public long session() {
        if (!asked) {
            sent.accept(CatalogText.SESSION);
            asked = true;
        }
        return SESSION;
    }

    @Override
    public void expect(ObjectLoad load) {
        expected = load;
    }

    @Override
    public Query prepare(Placed statement, boolean typed) {
        return new Planned(statement);
    }

    @Override
    public void cancel() {}

    @Override
    public void close() {}

    private final class Planned implements Query {
        private final Placed statement;

        Planned(Placed statement) {
            this.statement = statement;
        }

        @Override
        public List<ColumnType> parameters() {
            return List.of();
        }

        @Override
        public List<ResultColumn> columns() {
            return List.of();
        }

        @Override
        public Rows execute(List<@Nullable Object> values) {
            sent.accept(filled(statement, values));
            List<List<@Nullable Object>> answer = answer(statement.sql(), values);
            return answer.isEmpty() ? JdbcRows.changed(1) : JdbcRows.of(described(answer.get(0)), answer);
        }

        @Override
        public void close() {}
    }

    private List<List<@Nullable Object>> answer(String sql, List<@Nullable Object> values) {
        if (sql.equals(SystemViews.BEFORE)) {
            return List.of(List.of(SESSION, COPY_ID - 1, 0L));
        }
        if (sql.equals(SystemViews.AFTER)) {
            return List.of(List.of(COPY_ID, 0L));
        }
        if (sql.equals(CatalogText.NAMED)) {
            return find(values)
                    .map(table ->
                            List.<@Nullable Object>of(table.id(), table.name().schema()))
                    .stream()
                    .toList();
        }
        if (sql.equals(CatalogText.COLUMNS)) {
            return columns(values);
        }
        if (sql.toLowerCase(Locale.ROOT).startsWith("select max(last_id)")) {
            return List.of(List.of(LAST_ID));
        }
        ObjectLoad load = expected;
        boolean files = sql.equals(SystemViews.STL.files()) || sql.equals(SystemViews.SYS.files());
        List<List<@Nullable Object>> lines = new ArrayList<>();
        if (files && load != null) {
            load.batch()
                    .objects()
                    .forEach(object -> lines.add(List.of(object.uri().toString(), 0L)));
        }
        return lines;
    }

    private Optional<Table> find(List<@Nullable Object> names) {
        return assumed.stream()
                .filter(table ->
                        names.equals(List.of(table.name().schema(), table.name().name())))
                .findFirst();
    }

    private List<List<@Nullable Object>> columns(List<@Nullable Object> names) {
        List<List<@Nullable Object>> columns = new ArrayList<>();
        find(names).ifPresent(table -> table.columns()
                .forEach(column -> columns.add(java.util.Arrays.asList(
                        column.name(), column.type().sqlName(), null, null, null, "YES", null))));
        return columns;
    }

    private static List<ResultColumn> described(List<@Nullable Object> row) {
        return row.stream()
                .map(value -> new ResultColumn(
                        "answer", value instanceof Long ? ColumnType.of(TypeKind.BIGINT) : ColumnType.varchar(0)))
                .toList();
    }

    /** The statement with its values in their places, for a person to read: they are sent beside it. */
    private static String filled(Placed statement, List<@Nullable Object> values) {
        StringBuilder filled = new StringBuilder();
        int place = 0;
        boolean quoted = false;
        for (char c : statement.sql().toCharArray()) {
            quoted ^= c == '\'';
            if (c == '?' && !quoted && place < statement.order().size()) {
                filled.append(literal(values.get(statement.order().get(place++) - 1)));
            } else {
                filled.append(c);
            }
        }
        return filled.toString();
    }

    private static String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        Object shown = value instanceof Instant instant ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : value;
        return "'" + shown.toString().replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
