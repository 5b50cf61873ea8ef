package io.forebay.server;

import io.forebay.contract.warehouse.WarehouseTransactionContract;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.warehouse.redshift.RedshiftDataWarehouseFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract of transactions by the Redshift Data API, with Forebay's endpoint in the place of a cluster. */
class DataApiTransactionIT extends WarehouseTransactionContract {
    @TempDir
    static Path shared = Path.of("");

    private static RedshiftEndpoint endpoint;
    private static DataApiServer api;

    @BeforeAll
    static void start() throws IOException {
        endpoint = new RedshiftEndpoint(shared);
        api = new DataApiServer(endpoint.port());
        DataApiKeys.give();
    }

    @AfterAll
    static void stop() {
        DataApiKeys.take();
        api.close();
        endpoint.close();
    }

    @Override
    protected Warehouse open(Path folder) {
        endpoint.clear();
        return new RedshiftDataWarehouseFactory()
                .open(
                        URI.create(api.address()),
                        Map.of("staging", "s3://lake/staging/", "schema", RedshiftEndpoint.SCHEMA));
    }

    @Override
    protected boolean keepsKeysUnique() {
        return false;
    }
}
