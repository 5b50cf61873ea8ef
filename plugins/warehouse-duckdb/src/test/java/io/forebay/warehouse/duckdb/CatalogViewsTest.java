package io.forebay.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableDefinition;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogViewsTest {
    @TempDir
    Path folder = Path.of("");

    private Warehouse warehouse;
    private WarehouseConnection connection;

    @BeforeEach
    void open() {
        warehouse = TestWarehouse.open(folder);
        connection = warehouse.connect();
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    private List<String> lines(String columns) {
        List<String> lines = new ArrayList<>();
        try (Query query = connection.prepare("SELECT concat_ws('|', " + columns + ") FROM "
                        + CatalogViews.NAMES.get("svv_columns") + " WHERE table_name = 't' ORDER BY ordinal_position");
                Rows rows = query.execute(List.of())) {
            while (rows.next()) {
                lines.add(rows.textAt(0));
            }
        }
        return lines;
    }

    private void make(Column... columns) {
        connection.create(new TableDefinition(null, "t", false, false, List.of(columns), Map.of()));
    }

    @Test
    void tellsAUsersCommentWithoutTheNoteAroundIt() {
        make(Column.of("a", ColumnType.varchar(5)), Column.of("b", ColumnType.of(TypeKind.DATE)));
        connection.execute("COMMENT ON COLUMN t.b IS '{\"forebay\": 1'");
        assertThat(lines("column_name, data_type, character_maximum_length, remarks"))
                .containsExactly("a|character varying|5", "b|date|{\"forebay\": 1");
        connection.execute("COMMENT ON COLUMN t.a IS '{\"forebay\":\"1\",\"type\":\"CHAR(3)\",\"comment\":\"first\"}'");
        connection.execute("COMMENT ON COLUMN t.b IS '{\"forebay\":\"1\",\"type\":\"CHAR(3)\"}'");
        assertThat(lines("column_name, data_type, character_maximum_length, remarks"))
                .containsExactly("a|character|3|first", "b|date");
    }

    @Test
    void namesWhatRedshiftHasNot() {
        connection.execute(
                "CREATE TABLE t (h HUGEINT, ub UBIGINT, ui UINTEGER, us USMALLINT, ti TINYINT, ns TIMESTAMP_NS,"
                        + " tz TIME WITH TIME ZONE, l INTEGER[], text VARCHAR)");
        assertThat(lines("column_name, data_type, numeric_precision, numeric_scale"))
                .containsExactly(
                        "h|numeric|38|0",
                        "ub|numeric|20|0",
                        "ui|bigint|64|0",
                        "us|integer|32|0",
                        "ti|smallint|16|0",
                        "ns|timestamp without time zone",
                        "tz|time with time zone",
                        "l|integer[]",
                        "text|character varying");
    }

    @Test
    void leavesNothingInTheFile() {
        make(Column.of("a", ColumnType.varchar(5)));
        connection.execute("CREATE SCHEMA forebay_catalog");
        warehouse.close();
        open();
        assertThat(lines("table_schema, column_name, character_maximum_length")).containsExactly("main|a|5");
        assertThat(connection.find("forebay_catalog", "svv_columns")).isEmpty();
    }

    @Test
    void isThereForAViewThatWasMadeOverIt() {
        make(Column.of("a", ColumnType.varchar(5)));
        connection.execute("CREATE VIEW mine AS SELECT column_name, table_name, ordinal_position FROM "
                + CatalogViews.NAMES.get("svv_columns"));
        warehouse.close();
        open();
        try (Query query = connection.prepare("SELECT column_name FROM mine WHERE table_name = 't'");
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.textAt(0)).isEqualTo("a");
        }
    }
}
