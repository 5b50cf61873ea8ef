package io.forebay.warehouse.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.contract.postgres.PostgresServer;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A database of its own and a connection for tests, and short ways to say what is done. */
@Timeout(60)
abstract class OneWarehouse {
    final PostgresServer server = PostgresServer.shared();
    final String database = server.createDatabase();
    Warehouse warehouse;
    WarehouseConnection connection;

    @BeforeEach
    void open() {
        warehouse = TestWarehouse.open(server.url(database));
        connection = warehouse.connect();
    }

    @AfterEach
    void close() {
        connection.close();
        warehouse.close();
    }

    List<List<@Nullable Object>> rows(String sql, @Nullable Object... values) {
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(Arrays.asList(values))) {
            List<List<@Nullable Object>> read = new ArrayList<>();
            while (rows.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 0; column < rows.columns().size(); column++) {
                    row.add(rows.value(column));
                }
                read.add(row);
            }
            return read;
        }
    }

    @Nullable
    Object value(String sql, @Nullable Object... values) {
        return rows(sql, values).get(0).get(0);
    }

    static ForebayException failure(ErrorCode code, ThrowingCallable call) {
        ForebayException thrown = catchThrowableOfType(ForebayException.class, call);
        assertThat(thrown).as("an error %s", code.name()).isNotNull();
        assertThat(thrown.code().name()).as(thrown.getMessage()).isEqualTo(code.name());
        return thrown;
    }
}
