/**
 * A durable log of this server's own doings that are no part of the warehouse: statements that were taken, executions. In:
 * records. Out: the records, again, after a restart.
 */
@NullMarked
package io.forebay.engine.journal;

import org.jspecify.annotations.NullMarked;
