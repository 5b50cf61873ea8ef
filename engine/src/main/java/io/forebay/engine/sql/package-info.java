/**
 * Text to statements. In: what a user sent. Out: one {@link io.forebay.engine.sql.Statement} for each statement, checked
 * for what can be checked without the warehouse, and the SQL that the warehouse is to run. Nothing here opens a
 * connection.
 *
 * <p>This package holds what comes out. The rooms that make it, each looking only into those before it:
 *
 * <ol>
 *   <li>{@code text}: tokens, the places of mistakes, and what all statements share
 *   <li>{@code rewrite}: Redshift's SQL into the warehouse's, and what users must not call or name
 *   <li>{@code query}: SELECT, INSERT, UPDATE, DELETE, MERGE, EXPLAIN
 *   <li>{@code copy}: COPY, COPY JOB and UNLOAD
 *   <li>{@code ddl}: CREATE, ALTER, DROP
 *   <li>{@code function}: CREATE FUNCTION, and the expression that is its body
 *   <li>{@code parse}: chooses the room by a statement's first words
 * </ol>
 *
 * <p>What always holds: one lexer reads all text, and what it took for a comment or an odd string reaches no other lexer
 * as such; kinds of statements are an allow-list; every relation that a statement writes is among its targets; an error
 * has its position in the user's text; no secret leaves in a command, its text or a message.
 */
@NullMarked
package io.forebay.engine.sql;

import org.jspecify.annotations.NullMarked;
