package io.forebay.engine.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a file is that the job is not done with, as this server knows it.
 *
 * @param waiting since when it is known to be new; null when it is not
 * @param running the load of the job that runs now; 0 for none
 * @param loading whether that load reads the file
 */
public record FileProgress(@Nullable Instant waiting, long running, boolean loading) {}
