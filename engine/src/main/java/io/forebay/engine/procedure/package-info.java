/**
 * Stored procedures: kept in the ledger, run in the session that calls them. In: CREATE PROCEDURE and CALL. Out: changes
 * made by the session's own statements, notices, and the values of output arguments. Values reach SQL as parameters, never
 * as text.
 */
@NullMarked
package io.forebay.engine.procedure;

import org.jspecify.annotations.NullMarked;
