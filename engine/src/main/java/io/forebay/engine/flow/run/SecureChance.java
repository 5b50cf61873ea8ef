package io.forebay.engine.flow.run;

import io.forebay.engine.flow.value.Chance;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Chance whose UUIDs nobody can guess: tokens are made of them. Thread-safe. */
final class SecureChance implements Chance {
    static final SecureChance INSTANCE = new SecureChance();

    private SecureChance() {}

    @Override
    public double fraction() {
        return ThreadLocalRandom.current().nextDouble();
    }

    @Override
    public UUID uuid() {
        return UUID.randomUUID();
    }
}
