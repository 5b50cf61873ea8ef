package io.forebay.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommitTest {
    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    /** A connection whose commit gets no reply. */
    private static WarehouseConnection silent() {
        return (WarehouseConnection) Proxy.newProxyInstance(
                WarehouseConnection.class.getClassLoader(),
                new Class<?>[] {WarehouseConnection.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        throw new ForebayException(CommonError.COMMIT_UNKNOWN, "no reply");
                    }
                    return null;
                });
    }

    @Test
    void asksBeforeItHeedsAnInterrupt() {
        Thread.currentThread().interrupt();
        Commit.settle(silent(), () -> true, "load 1");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void saysThatTheOutcomeIsUnknownWhenItIsInterruptedBeforeItKnows() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Commit.settle(
                        silent(),
                        () -> {
                            throw new ForebayException(CommonError.CONNECTION_LOST, "away");
                        },
                        "load 1"))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code()).isEqualTo(CommonError.COMMIT_UNKNOWN));
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
