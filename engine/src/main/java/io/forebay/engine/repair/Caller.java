package io.forebay.engine.repair;

import io.forebay.spi.ForebayException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Who asks.
 *
 * @param cancelled whether the user has asked to end the statement
 * @param cancelBy takes what ends the part of the statement that now begins, from another thread
 */
public record Caller(int userId, BooleanSupplier cancelled, Consumer<Runnable> cancelBy) {
    void throwIfCancelled() {
        if (cancelled.getAsBoolean()) {
            throw ForebayException.cancelled();
        }
    }
}
