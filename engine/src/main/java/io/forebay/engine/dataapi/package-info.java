/**
 * The Redshift Data API: statements that are taken now, run in their own time, and asked about later. In: operations of the
 * API as JSON, from HTTP or from a state machine. Out: sessions of the engine that run them; descriptions and pages of
 * results, kept for a day.
 *
 * <p>SOURCE: Amazon Redshift Data API Reference; Amazon Redshift Management Guide, "Using the Amazon Redshift Data API".
 */
@NullMarked
package io.forebay.engine.dataapi;

import org.jspecify.annotations.NullMarked;
