package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineTest;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.WarehouseConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transaction whose connection is lost, as by an error of the warehouse that ends all connections. */
class LostConnectionTest extends EngineTest {
    @BeforeEach
    void putAFile() {
        engine.store.put("s3://lake/in/1", "1|a\n");
    }

    private void lose() {
        WarehouseConnection lost = ((EngineSession) engine.session()).connection();
        lost.close();
    }

    private void assertLost(String sql) {
        assertThatThrownBy(() -> engine.run(sql))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.CONNECTION_LOST))
                        .as(e.toString())
                        .isTrue());
    }

    @Test
    void failsTheTransactionInsteadOfRunningItsRestAlone() {
        engine.run("BEGIN");
        engine.run("INSERT INTO t VALUES (1, 'a')");
        lose();
        assertLost("INSERT INTO t VALUES (2, 'a')");
        assertThat(engine.session().status()).isEqualTo(Session.Status.FAILED);
        assertThat(engine.run("COMMIT")).isEqualTo("ROLLBACK");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void refusesToCommitWhatIsLost() {
        engine.run("BEGIN");
        engine.run("INSERT INTO t VALUES (1, 'a')");
        lose();
        assertLost("COMMIT");
        assertThat(engine.session().status()).isEqualTo(Session.Status.IDLE);
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void rollsBackWhatIsLost() {
        engine.run("BEGIN");
        lose();
        assertThat(engine.run("ROLLBACK")).isEqualTo("ROLLBACK");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void goesOnOutsideATransaction() {
        lose();
        assertThat(engine.run("COPY t FROM 's3://lake/in' IAM_ROLE 'arn:aws:iam::123456789012:role/r'"))
                .isEqualTo("COPY");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("1");
    }
}
