package io.forebay.engine.repair;

import io.forebay.spi.store.ObjectUri;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a file is, or is not, in a job's table.
 *
 * @param answer in a few words, the same for all files of which the same is true
 * @param since when it became so, in UTC; null when nobody knows
 * @param load the query id of the load that it is about; null for none
 * @param detail for people
 */
public record Explanation(ObjectUri file, String answer, @Nullable Instant since, @Nullable Long load, String detail) {}
