/**
 * Statements that read or change rows: SELECT, INSERT, UPDATE, DELETE, MERGE, EXPLAIN. In: tokens. Out: the SQL to pass
 * on, the relations that it writes, and where the columns of its result come from. A table or a view is defined in
 * {@code ddl}, by a query that passed here.
 */
@NullMarked
package io.forebay.engine.sql.query;

import org.jspecify.annotations.NullMarked;
