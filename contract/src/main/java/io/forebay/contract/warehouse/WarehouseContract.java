package io.forebay.contract.warehouse;

import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.RowSource;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableDefinition;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the contracts of a warehouse share: a warehouse, a connection, and short ways to say what is done. A warehouse
 * passes when a test class of its own extends each of {@link WarehouseTransactionContract}, {@link
 * WarehouseQueryContract}, {@link WarehouseTableContract} and {@link WarehouseLoadContract}.
 */
public abstract class WarehouseContract {
    protected Warehouse warehouse;
    protected WarehouseConnection connection;

    /**
     * Opens the warehouse under test; there is no table {@code t} and no schema {@code s1} or {@code s2} in it.
     *
     * @param folder an empty folder for its files
     */
    protected abstract Warehouse open(Path folder);

    @BeforeEach
    void connect(@TempDir Path folder) {
        warehouse = open(folder);
        connection = warehouse.connect();
    }

    @AfterEach
    void disconnect() {
        connection.close();
        warehouse.close();
    }

    /** Makes the table {@code t}. */
    protected Table table(Column... columns) {
        connection.create(definition("t", columns));
        return connection.load(null, "t");
    }

    protected static TableDefinition definition(String name, Column... columns) {
        return new TableDefinition(null, name, false, false, List.of(columns), Map.of());
    }

    /** Loads rows into a table in a transaction of its own. */
    protected long load(Table table, List<List<@Nullable Object>> rows) {
        connection.begin();
        long loaded = connection.load(batch(table, table.columns()), new MemoryRows(table.columns(), rows));
        connection.commit();
        return loaded;
    }

    protected static LoadBatch batch(Table table, List<Column> columns) {
        return new LoadBatch(1, table, columns, ReadOptions.DEFAULT, List.of());
    }

    protected long load(Table table, RowSource rows) {
        return connection.load(batch(table, table.columns()), rows);
    }

    /** All rows of a query. */
    protected List<List<@Nullable Object>> rows(String sql, @Nullable Object... values) {
        return rows(connection, sql, values);
    }

    protected static List<List<@Nullable Object>> rows(
            WarehouseConnection connection, String sql, @Nullable Object... values) {
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(Arrays.asList(values))) {
            return rest(rows);
        }
    }

    /** The rows that are left. */
    protected static List<List<@Nullable Object>> rest(Rows rows) {
        List<List<@Nullable Object>> read = new ArrayList<>();
        while (rows.next()) {
            read.add(row(rows));
        }
        return read;
    }

    /** The row that the result stands on. */
    protected static List<@Nullable Object> row(Rows rows) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int column = 0; column < rows.columns().size(); column++) {
            values.add(rows.value(column));
        }
        return values;
    }

    protected @Nullable Object value(String sql, @Nullable Object... values) {
        return rows(sql, values).get(0).get(0);
    }

    /** The error that the call must end with. */
    protected static ForebayException failure(ErrorCode code, ThrowingCallable call) {
        ForebayException thrown = Assertions.catchThrowableOfType(ForebayException.class, call);
        Assertions.assertThat(thrown).as("an error %s", code.name()).isNotNull();
        Assertions.assertThat(thrown.code().name()).as(thrown.getMessage()).isEqualTo(code.name());
        return thrown;
    }
}
