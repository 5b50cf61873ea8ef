package io.forebay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of an engine that has one table, {@code t (a int, b varchar(5))}, and bucket {@code lake}. */
public abstract class EngineTest {
    protected static final String ROLE = " IAM_ROLE 'arn:aws:iam::123456789012:role/r' ";
    protected static final String COPY = "COPY t FROM 's3://lake/in'" + ROLE;
    protected static final String TOTALS = "SELECT count(*), sum(a) FROM t";

    protected EngineFixture engine;
    protected Path folder;

    @BeforeEach
    final void openEngine(@TempDir Path given) {
        folder = given;
        engine = new EngineFixture(given);
        engine.run("CREATE TABLE t (a int, b varchar(5))");
    }

    @AfterEach
    final void closeEngine() {
        engine.store.faults().clear();
        engine.close();
    }

    protected static void assertFails(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code().name()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
