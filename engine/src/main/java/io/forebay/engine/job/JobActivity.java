package io.forebay.engine.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a job is doing, as this server knows it.
 *
 * @param listed when the last listing that came to its end began; null for none since the server started
 * @param trouble what keeps the job from loading now; empty for nothing
 * @param owing what keeps it from doing what AFTER LOAD asks for; empty for nothing
 */
public record JobActivity(@Nullable Instant listed, String trouble, String owing) {}
