package io.forebay.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends of connections and of the database. */
class DuckDbCloseTest {
    @TempDir
    Path folder;

    @Test
    void closesAConnectionInAThreadThatIsInterrupted() {
        try (Warehouse warehouse = TestWarehouse.open(folder)) {
            WarehouseConnection connection = warehouse.connect();
            connection.execute("CREATE TABLE t (a INTEGER)");
            connection.begin();
            connection.execute("INSERT INTO t VALUES (1)");
            Thread.currentThread().interrupt();
            connection.close();
            assertThat(Thread.interrupted()).isTrue();
        }
        // A connection that had stayed open would hold the file, which a new start finds locked or not checkpointed.
        assertThat(Files.exists(folder.resolve("dev.duckdb.wal"))).isFalse();
    }

    @Test
    void outlivesAStatementWhoseTextLooksLikeTheEndOfTheDatabase() {
        try (Warehouse warehouse = TestWarehouse.open(folder);
                WarehouseConnection other = warehouse.connect();
                WarehouseConnection connection = warehouse.connect()) {
            for (String text : new String[] {"database has been invalidated", "COMMIT succeeded"}) {
                assertThatThrownBy(() -> connection.execute("SELECT CAST($1 AS INTEGER)", text))
                        .isInstanceOf(ForebayException.class);
                assertThatThrownBy(() -> connection.execute("SELECT CAST('" + text + "' AS INTEGER)"))
                        .isInstanceOf(ForebayException.class);
            }
            assertThat(other.usable()).isTrue();
        }
    }
}
