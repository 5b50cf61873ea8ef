/**
 * Copy jobs: what they are, when they look, and their turn. In: COPY JOB statements and what discovery tells. Out:
 * batches for the loader, one at a time for each job. A job that is in the ledger is here, and the other way round.
 */
@NullMarked
package io.forebay.engine.job;

import org.jspecify.annotations.NullMarked;
