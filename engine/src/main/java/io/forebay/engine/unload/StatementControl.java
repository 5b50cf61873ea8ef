package io.forebay.engine.unload;

import io.forebay.spi.ForebayException;
import java.util.function.Supplier;

/** How a statement is ended from outside. */
public interface StatementControl {
    /** @throws ForebayException CANCELLED when somebody asked to end the statement */
    void throwIfCancelled();

    boolean cancelled();

    /** Asks a store; a cancel interrupts the thread meanwhile. */
    <T> T waiting(Supplier<T> question);

    /** Has the warehouse work; a cancel ends it. @throws ForebayException CANCELLED when it was asked for before */
    <T> T executing(Supplier<T> work);
}
