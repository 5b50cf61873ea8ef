package io.forebay.warehouse.redshift.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.warehouse.redshift.driver.JdbcRows;
import io.forebay.warehouse.redshift.driver.Transport;
import io.forebay.warehouse.redshift.text.Placed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A way to a Redshift that answers what a test has told it. */
public final class AnsweringTransport implements Transport {
    private final Map<String, Deque<List<List<Object>>>> answers = new HashMap<>();
    private final Map<String, ForebayException> failures = new HashMap<>();
    private final List<String> sent = new ArrayList<>();

    /** The last answer is given from then on. */
    @SafeVarargs
    public final void answer(String sql, List<List<Object>>... inOrder) {
        answers.put(sql, new ArrayDeque<>(Arrays.asList(inOrder)));
    }

    public void fail(String sql, String message) {
        fail(sql, new ForebayException(CommonError.LOAD_FAILED, message));
    }

    /** @param sql may be COMMIT */
    public void fail(String sql, ForebayException failure) {
        failures.put(sql, failure);
    }

    /** Each statement, with its values behind it. */
    public List<String> sent() {
        return sent;
    }

    @Override
    public void begin() {
        sent.add("BEGIN");
    }

    @Override
    public void commit() {
        sent.add("COMMIT");
        check("COMMIT");
    }

    private void check(String sql) {
        ForebayException failure = failures.get(sql);
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void rollback() {
        sent.add("ROLLBACK");
    }

    @Override
    public boolean usable() {
        return true;
    }

    @Override
    public long session() {
        return 99;
    }

    @Override
    public Query prepare(Placed statement, boolean typed) {
        return new Query() {
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
                return run(statement.sql(), values);
            }

            @Override
            public void close() {}
        };
    }

    private Rows run(String sql, List<@Nullable Object> values) {
        sent.add(values.isEmpty() ? sql : sql + " " + values);
        check(sql);
        Deque<List<List<Object>>> told = answers.getOrDefault(sql, new ArrayDeque<>());
        List<List<Object>> answer = told.isEmpty() ? List.of() : told.size() == 1 ? told.peek() : told.remove();
        List<ResultColumn> columns = answer.isEmpty()
                ? List.of()
                : answer.get(0).stream()
                        .map(value -> new ResultColumn(
                                "c", value instanceof Long ? ColumnType.of(TypeKind.BIGINT) : ColumnType.varchar(0)))
                        .toList();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        answer.forEach(row -> rows.add(new ArrayList<>(row)));
        return JdbcRows.of(columns, rows);
    }

    @Override
    public void cancel() {}

    @Override
    public void close() {}
}
