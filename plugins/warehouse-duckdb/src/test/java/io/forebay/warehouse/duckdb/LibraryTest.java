package io.forebay.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.duckdb.functions.FunctionTable;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library of functions beside the user's database. */
class LibraryTest {
    private static final String COUNT =
            "SELECT count(DISTINCT function_name) FROM duckdb_functions() WHERE database_name = 'forebay_fn'";

    @TempDir
    private Path folder;

    private Warehouse open() {
        return new DuckDbWarehouseFactory().open(URI.create("duckdb:" + folder.resolve("dev.duckdb")), Map.of());
    }

    private static String run(WarehouseConnection connection, String sql) {
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(List.of())) {
            return !rows.columns().isEmpty() && rows.next() ? String.valueOf(rows.value(0)) : "";
        }
    }

    @Test
    void isMadeWhenAStatementFirstNamesItAlsoInATransactionThatIsOpen() {
        try (Warehouse warehouse = open();
                WarehouseConnection connection = warehouse.connect()) {
            connection.begin();
            run(connection, "CREATE TABLE t AS SELECT upper('a') AS a");
            assertThat(run(connection, COUNT)).isEqualTo("0");
            assertThat(run(connection, "SELECT forebay_fn.soundex(a || 'mazon') FROM t"))
                    .isEqualTo("A525");
            connection.commit();
            assertThat(Integer.parseInt(run(connection, COUNT)))
                    .isGreaterThan(FunctionTable.names().size() - 10);
        }
    }

    @Test
    void isThereAgainForViewsAndDefaultsOfADatabaseThatIsOpenedAgain() {
        try (Warehouse warehouse = open();
                WarehouseConnection connection = warehouse.connect()) {
            run(connection, "CREATE VIEW v AS SELECT forebay_fn.initcap('one two') AS a");
            run(connection, "CREATE VIEW w AS SELECT forebay_type.to_varying('four', 3) AS a");
            run(connection, "CREATE TABLE d (a VARCHAR DEFAULT forebay_fn.initcap('three'), b INTEGER)");
        }
        try (Warehouse warehouse = open();
                WarehouseConnection connection = warehouse.connect()) {
            assertThat(run(connection, "SELECT a FROM v")).isEqualTo("One Two");
            assertThat(run(connection, "SELECT a FROM w")).isEqualTo("fou");
            run(connection, "INSERT INTO d (b) VALUES (1)");
            assertThat(run(connection, "SELECT a FROM d")).isEqualTo("Three");
        }
    }

    @Test
    void addsDaysToTimestamps() {
        try (Warehouse warehouse = open();
                WarehouseConnection connection = warehouse.connect()) {
            assertThat(run(connection, "SELECT CAST(TIMESTAMP '2024-03-01 10:00:00' - 1 AS VARCHAR)"))
                    .isEqualTo("2024-02-29 10:00:00");
            assertThat(run(connection, "SELECT CAST(1 + TIMESTAMP '2024-02-29 10:00:00' AS VARCHAR)"))
                    .isEqualTo("2024-03-01 10:00:00");
            assertThat(run(connection, "SELECT TIMESTAMPTZ '2024-02-29 10:00:00+00' + 1 > '2024-03-01'"))
                    .isEqualTo("true");
            assertThat(run(connection, "SELECT TIMESTAMP '2024-02-29' - CAST(NULL AS INTEGER)"))
                    .isEqualTo("null");
        }
    }

    @Test
    void givesItsErrorsTheirCodes() {
        try (Warehouse warehouse = open();
                WarehouseConnection connection = warehouse.connect()) {
            assertFails(connection, "SELECT forebay_fn.strtol('z', 10)", CommonError.INVALID_TEXT);
            assertFails(connection, "SELECT forebay_fn.sqrt(-1)", CommonError.INVALID_PARAMETER);
            assertFails(connection, "SELECT forebay_fn.exp(1000)", CommonError.OUT_OF_RANGE);
            assertFails(connection, "SELECT forebay_fn.to_date('x', 'YYYY')", CommonError.INVALID_DATETIME);
        }
    }

    private static void assertFails(WarehouseConnection connection, String sql, CommonError code) {
        assertThatThrownBy(() -> run(connection, sql))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageNotContainingAny("forebay:", "\tat ");
    }
}
