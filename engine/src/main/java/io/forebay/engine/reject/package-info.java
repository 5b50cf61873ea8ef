/**
 * Rejected rows, and the table in which a job keeps them.
 *
 * <p>In come the rows that readers refused, with their records; they are held until it is known what becomes of the load,
 * and written in its transaction: to the ledger's errors, and whole to the table of REJECTS INTO, from where REPLAY takes
 * them. What always holds: a row of a loaded file is in the table of the job or among the kept records, never in both and
 * never in none.
 */
@NullMarked
package io.forebay.engine.reject;

import org.jspecify.annotations.NullMarked;
