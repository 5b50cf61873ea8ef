package io.forebay.warehouse.duckdb;

import io.forebay.spi.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.Map;

/** A warehouse on a file in a test's folder. */
final class TestWarehouse {
    private TestWarehouse() {}

    static Warehouse open(Path folder) {
        return new DuckDbWarehouseFactory()
                .open(
                        java.net.URI.create("duckdb:" + folder.resolve("dev.duckdb")),
                        Map.of("threads", "2", "memory_limit", "500MB"));
    }
}
