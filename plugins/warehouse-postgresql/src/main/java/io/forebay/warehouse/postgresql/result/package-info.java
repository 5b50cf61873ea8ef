/**
 * Rows on their way out of PostgreSQL. In: the server's bytes, a batch at a time from an open portal. Out: {@code Rows},
 * which move into a scratch file once their portal has to go. An error behind the last row is never taken for the end of
 * the rows.
 */
@NullMarked
package io.forebay.warehouse.postgresql.result;

import org.jspecify.annotations.NullMarked;
