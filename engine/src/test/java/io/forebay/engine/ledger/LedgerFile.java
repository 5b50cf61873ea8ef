package io.forebay.engine.ledger;

import io.forebay.engine.TestWarehouse;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A warehouse's file that no server has open, with a ledger of this format or an older one. */
final class LedgerFile {
    private final Path folder;
    private final Map<String, String> settings;

    /** @param folder the one of an {@code EngineFixture} */
    LedgerFile(Path folder, Map<String, String> settings) {
        TestWarehouse.assumeDuckDb("a file with a ledger that was made by hand, or with DuckDB's settings");
        this.folder = folder;
        this.settings = settings;
    }

    /** Makes tables and views as that format had them. */
    void make(int format) {
        with(warehouse -> {
            try (WarehouseConnection connection = warehouse.connect()) {
                run(connection, warehouse.dialect(), "tables-" + format + ".sql");
                run(connection, warehouse.dialect(), "views-" + format + ".sql");
                connection.execute("INSERT INTO forebay.format VALUES ($1, TIMESTAMP '2026-01-01')", (long) format);
            }
        });
    }

    void with(Consumer<Warehouse> work) {
        try (Warehouse warehouse = TestWarehouse.duckDb(folder, settings)) {
            TestWarehouse.liveTables().forEach(warehouse::register);
            work.accept(warehouse);
        }
    }

    void connected(Consumer<WarehouseConnection> work) {
        with(warehouse -> {
            try (WarehouseConnection connection = warehouse.connect()) {
                work.accept(connection);
            }
        });
    }

    /** All rows of a query. */
    static List<List<@Nullable Object>> rows(WarehouseConnection connection, String sql) {
        List<List<@Nullable Object>> all = new ArrayList<>();
        try (var query = connection.prepare(sql);
                Rows rows = query.execute(List.of())) {
            while (rows.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 0; column < rows.columns().size(); column++) {
                    row.add(rows.value(column));
                }
                all.add(row);
            }
        }
        return all;
    }

    private static void run(WarehouseConnection connection, Dialect dialect, String file) {
        try (InputStream in = Objects.requireNonNull(LedgerFile.class.getResourceAsStream(file))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (LiveTable live : TestWarehouse.liveTables()) {
                text = text.replace("${live:" + live.name() + "}", dialect.liveTable(live.name()));
            }
            for (String statement : text.replaceAll("(?m)^--.*$", "").split(";\\s*\n", -1)) {
                if (!statement.isBlank()) {
                    connection.execute(statement);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
