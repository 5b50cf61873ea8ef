/**
 * What was loaded: append-only tables in the target warehouse, and Redshift's system views over them. In: loads, files,
 * errors and jobs, always inside somebody's transaction. Out: what is new, what was committed. A file that is in the
 * ledger as ingested has its rows in its table, and no other file of a job has.
 */
@NullMarked
package io.forebay.engine.ledger;

import org.jspecify.annotations.NullMarked;
