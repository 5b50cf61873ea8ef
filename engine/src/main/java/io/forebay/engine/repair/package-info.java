/**
 * What a user does to single files of a copy job, and asks about them: COPY JOB RETRY, SKIP, REMOVE, EXPLAIN, DRY RUN and
 * their like; RECONCILE, EXPORT and IMPORT do so to all of them. In: a job's name and a file. Out: the ledger changed in
 * one transaction together with a row that tells of it, or an answer.
 *
 * <p>What always holds: a verb that changes something does so in {@code Jobs.hold}, where nothing else works for the job
 * and this server has its lease, and through {@code JobFiles.repair} or {@code JobEntries.merge}, which check the lease; a
 * verb that only looks waits for nobody. A file that may load again is not loaded here: the job's worker is woken with it,
 * and were it not, the next listing would find it.
 */
@NullMarked
package io.forebay.engine.repair;

import org.jspecify.annotations.NullMarked;
