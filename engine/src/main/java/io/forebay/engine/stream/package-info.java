/**
 * Rows that a client sends over its own connection. In: a stream of text and the table. Out: rows in the open transaction,
 * or the error of the first record that is no row, in PostgreSQL's words. Nothing of it is known to the ledger.
 */
@NullMarked
package io.forebay.engine.stream;

import org.jspecify.annotations.NullMarked;
