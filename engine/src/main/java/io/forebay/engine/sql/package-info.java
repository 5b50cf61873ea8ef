/**
 * Text to statements. In: what a user sent. Out: one {@link io.forebay.engine.sql.Statement} for each statement, checked
 * for what can be checked without the warehouse, and the SQL that the warehouse is to run. Nothing here opens a
 * connection.
 */
@NullMarked
package io.forebay.engine.sql;

import org.jspecify.annotations.NullMarked;
