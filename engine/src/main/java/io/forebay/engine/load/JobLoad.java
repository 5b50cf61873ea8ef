package io.forebay.engine.load;

import io.forebay.engine.ledger.Lease;
import io.forebay.engine.sql.JobOptions;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The job that a load is for.
 *
 * @param lease what makes this server the one that loads; checked in each transaction of the job
 * @param patience what the job remembers of files in trouble
 * @param naming tells what the manifest names that is loaded; null for the load of files that the job has found
 * @param waits does a wait between two attempts, so that other loads have their turn meanwhile
 * @param marks tells which of its loads have marked their rows as this one does
 */
public record JobLoad(
        long id,
        Lease lease,
        JobOptions options,
        Patience patience,
        @Nullable Naming naming,
        Consumer<Runnable> waits,
        Supplier<Marks> marks) {}
