package io.forebay.engine.session;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** What a session tells its client besides results; called by the session's thread. */
public interface SessionListener {
    void notice(Notice notice);

    /** A setting of {@link Session#reportedParameters} changed. */
    void parameterChanged(String name, String value);

    /**
     * Asks the client for the data of COPY … FROM STDIN.
     *
     * @param columns how many the data has
     * @param stopped whether the statement was cancelled, so that a read must not wait any longer
     * @return the data, to its end; a read throws {@code ForebayException} when the client gives up, is gone, or {@code
     *     stopped} says so. Read by one thread at a time, while the session's own waits
     */
    default InputStream copyIn(int columns, BooleanSupplier stopped) {
        throw new ForebayException(CommonError.NOT_SUPPORTED, "COPY FROM STDIN is not possible over this connection");
    }
}
