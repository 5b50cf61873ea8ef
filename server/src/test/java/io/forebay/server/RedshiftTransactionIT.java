package io.forebay.server;

import io.forebay.contract.warehouse.WarehouseTransactionContract;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.warehouse.redshift.RedshiftWarehouseFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The contract of transactions on Redshift's adapter, with Forebay's endpoint in the place of a cluster. */
class RedshiftTransactionIT extends WarehouseTransactionContract {
    private @Nullable RedshiftEndpoint endpoint;

    @Override
    protected Warehouse open(Path folder) {
        try {
            RedshiftEndpoint cluster = new RedshiftEndpoint(folder);
            endpoint = cluster;
            return new RedshiftWarehouseFactory()
                    .open(
                            URI.create("redshift://forebay@127.0.0.1:" + cluster.port() + "/dev?ssl=false"),
                            Map.of("staging", "s3://lake/staging/", "schema", RedshiftEndpoint.SCHEMA));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        if (endpoint != null) {
            endpoint.close();
        }
    }

    @Override
    protected boolean keepsKeysUnique() {
        return false;
    }
}
