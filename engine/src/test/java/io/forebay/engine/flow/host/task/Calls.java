package io.forebay.engine.flow.host.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.forebay.engine.flow.definition.Resource;
import io.forebay.engine.flow.host.TaskCall;
import io.forebay.engine.flow.host.TaskFailure;
import io.forebay.engine.flow.run.Work;
import io.forebay.engine.flow.value.Json;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Calls of tasks as executions make them. */
final class Calls {
    private Calls() {}

    /** @param resource what is behind {@code arn:aws:states:::} */
    static TaskCall of(String resource, String parameters) throws JsonProcessingException {
        return of(resource, parameters, "token", () -> false);
    }

    static TaskCall of(String resource, String parameters, String token, BooleanSupplier closing)
            throws JsonProcessingException {
        Work.Task task = new Work.Task(
                "1",
                token,
                "S",
                Resource.of("arn:aws:states:::" + resource),
                Json.parse(parameters.replace('\'', '"')),
                null,
                null,
                null,
                null,
                null);
        return new TaskCall("execution", "role", task, closing);
    }

    static void fails(ThrowingCallable call, String error, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TaskFailure.class, e -> assertThat(e.error()).isEqualTo(error))
                .hasMessageContaining(message);
    }
}
