package io.forebay.warehouse.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.CommonError;
import io.forebay.warehouse.postgresql.driver.Backend;
import io.forebay.warehouse.postgresql.driver.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.BoundedSocket;

/** No statement takes all memory, which the whole of Forebay would end with. */
class HugeAnswersTest extends OneWarehouse {
    @Test
    void cutsOffAnErrorThatTellsAHugeValue() {
        String sql = "SELECT CAST(repeat('€', 3000000) AS INTEGER)";
        assertThat(failure(CommonError.INVALID_TEXT, () -> rows(sql)).getMessage())
                .startsWith("invalid input syntax for type integer: \"€€€")
                .endsWith("€…")
                .hasSizeLessThan(70_000);
        assertThat(value("SELECT 1")).isEqualTo(1L);
    }

    @Test
    void refusesABatchOfRowsThatIsTooLarge() throws Exception {
        try (Connection plain = server.connect(database)) {
            BaseConnection jdbc = plain.unwrap(BaseConnection.class);
            BoundedSocket.around(jdbc, 1 << 20);
            Backend backend = new Backend(jdbc);
            Statement rows = backend.prepare("SELECT repeat('x', 100000) FROM generate_series(1, 64)");
            assertThatThrownBy(() -> backend.run(rows, List.of(), true, 64))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("more than 1 MB")
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("54000");
            assertThat(backend.run("ROLLBACK").tag()).isEqualTo("ROLLBACK");
            assertThat(backend.run(rows, List.of(), true, 8).rows()).hasSize(8);
        }
    }

    /** A server's batch is as many rows as were asked for, however long they are. */
    @Test
    void readsLongRowsBehindShortOnes() {
        long memory = Runtime.getRuntime().maxMemory();
        int length = (int) (memory / 1024);
        assertThat(rows("SELECT CASE WHEN i <= 64 THEN 'a' ELSE repeat('x', " + length
                        + ") END FROM generate_series(1, 80) i"))
                .hasSize(80);
    }
}
