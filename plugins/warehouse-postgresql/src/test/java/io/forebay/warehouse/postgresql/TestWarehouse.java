package io.forebay.warehouse.postgresql;

import io.forebay.contract.postgres.PostgresServer;
import io.forebay.spi.warehouse.Warehouse;
import java.net.URI;
import java.util.Map;

/** A warehouse on a database of its own of the server that all tests share. */
final class TestWarehouse {
    private TestWarehouse() {}

    static Warehouse open() {
        PostgresServer server = PostgresServer.shared();
        return open(server.url(server.createDatabase()));
    }

    static Warehouse open(String url) {
        return new PostgresWarehouseFactory().open(URI.create(url), Map.of("connections", "10"));
    }
}
