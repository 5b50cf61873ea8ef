package io.forebay.engine.load;

import io.forebay.spi.format.ReadRequest;
import java.time.Clock;

/**
 * What every load needs and none owns.
 *
 * @param inflatedLimit the bytes that any compressed file may inflate to
 */
public record LoadContext(Clock clock, LoadStep.Listener steps, long inflatedLimit) {
    public LoadContext(Clock clock, LoadStep.Listener steps) {
        this(clock, steps, ReadRequest.INFLATED_LIMIT);
    }
}
