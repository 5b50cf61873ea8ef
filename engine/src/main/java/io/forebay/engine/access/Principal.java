package io.forebay.engine.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user as the ledger has it.
 *
 * @param readsSystem whether the system views show all that others did
 * @param validUntil null for ever
 * @param connections the most at once; -1 for no limit
 * @param searchPath empty for the session's default
 */
public record Principal(
        Who who,
        boolean superuser,
        boolean readsSystem,
        @Nullable Instant validUntil,
        int connections,
        String searchPath) {}
