package io.forebay.engine.flow.value;

import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Where random values come from. What was drawn is in the event that used it, so that a replay draws nothing.
 * Not thread-safe.
 */
public interface Chance {
    /** From 0 to below 1. */
    double fraction();

    /** Of version 4. */
    UUID uuid();

    /** The same values for the same seed. */
    static Chance of(long seed) {
        return new Chance() {
            private final SplittableRandom random = new SplittableRandom(seed);

            @Override
            public double fraction() {
                return random.nextDouble();
            }

            @Override
            public UUID uuid() {
                long high = random.nextLong() & ~0xF000L | 0x4000L;
                long low = random.nextLong() & ~(3L << 62) | 2L << 62;
                return new UUID(high, low);
            }
        };
    }
}
