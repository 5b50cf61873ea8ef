/**
 * Reads stored procedures. In: CREATE, DROP, SHOW PROCEDURE and CALL, and a procedure's body in Redshift's PL/pgSQL. Out:
 * statements, and the body as a tree whose parts know their lines. Runs nothing and knows no tables.
 */
@NullMarked
package io.forebay.engine.sql.procedure;

import org.jspecify.annotations.NullMarked;
