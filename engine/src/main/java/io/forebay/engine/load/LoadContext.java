package io.forebay.engine.load;

import java.time.Clock;

/** What every load needs and none owns. */
public record LoadContext(Clock clock, LoadStep.Listener steps) {}
