package io.forebay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.warehouse.MemoryRows;
import io.forebay.contract.warehouse.WarehouseQueryContract;
import io.forebay.contract.warehouse.WarehouseTableContract;
import io.forebay.contract.warehouse.WarehouseTransactionContract;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.warehouse.redshift.RedshiftWarehouseFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of a warehouse on Redshift's adapter, with Forebay's endpoint in the place of a cluster. */
class RedshiftContractIT {
    @TempDir
    static Path shared = Path.of("");

    private static RedshiftEndpoint endpoint;

    @BeforeAll
    static void start() throws IOException {
        endpoint = new RedshiftEndpoint(shared);
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    private static Warehouse warehouse() {
        endpoint.clear();
        return new RedshiftWarehouseFactory()
                .open(
                        URI.create(RedshiftEndpoint.address(endpoint.port())),
                        Map.of("staging", "s3://lake/staging/", "schema", RedshiftEndpoint.SCHEMA));
    }

    @Nested
    class Transactions extends WarehouseTransactionContract {
        @Override
        protected Warehouse open(Path folder) {
            return warehouse();
        }

        @Override
        protected boolean keepsKeysUnique() {
            return false;
        }
    }

    @Nested
    class Tables extends WarehouseTableContract {
        @Override
        protected Warehouse open(Path folder) {
            return warehouse();
        }

        @Override
        protected boolean keepsCapitals() {
            return false;
        }

        @Override
        protected ColumnType unlimitedText() {
            return ColumnType.varchar(ColumnType.MAX_VARCHAR);
        }

        @Override
        protected boolean declaresTypes() {
            return false;
        }

        @Override
        protected boolean takesASearchPath() {
            return false;
        }
    }

    @Nested
    class Queries extends WarehouseQueryContract {
        @Override
        protected Warehouse open(Path folder) {
            return warehouse();
        }

        @Override
        protected boolean asksThisProcess() {
            return false;
        }

        @Override
        protected boolean knowsFunctions() {
            return false;
        }

        /** More is refused, as {@link #refusesToKeepALargeResult} shows. */
        @Override
        protected int keptRows() {
            return 2_000_000;
        }

        @Test
        void refusesToKeepALargeResult() {
            try (Query query = connection.prepare("SELECT REPEAT('x', 1000) FROM generate_series(1, 1000000) AS s(g)");
                    Rows rows = query.execute(List.of())) {
                assertThat(rows.next()).isTrue();
                assertThat(connection.prepare("SELECT 42").execute(List.of()).next())
                        .isTrue();
                assertThatThrownBy(() -> {
                            while (rows.next()) {
                                assertThat(rows.textAt(0)).hasSize(1000);
                            }
                        })
                        .hasMessageContaining("too large to be kept");
            }
        }

        @Test
        void refusesRows() {
            assertThat(warehouse.staging()).isPresent();
            connection.begin();
            assertThatThrownBy(() -> load(
                            table(Column.of("a", ColumnType.of(TypeKind.INTEGER))),
                            new MemoryRows(List.of(), List.of())))
                    .hasMessageContaining("its own COPY reads the files");
        }
    }
}
