package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunningTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Running running = new Running(timer, () -> {});

    @BeforeEach
    void start() {
        running.start(Duration.ZERO);
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    /** Its database or its role may have a statement_timeout. */
    @Test
    void leavesTheReasonOfAStatementThatTheWarehouseHasEndedByItself() {
        ForebayException own =
                new ForebayException(CommonError.CANCELLED, "canceling statement due to statement timeout");
        assertThat(running.reason(own)).isSameAs(own);
    }

    @Test
    void tellsThatSomebodyHasEndedAStatement() {
        running.cancel();
        assertThat(running.reason(new ForebayException(CommonError.CANCELLED, "Interrupted!")))
                .hasMessage("canceling statement due to user request");
    }
}
