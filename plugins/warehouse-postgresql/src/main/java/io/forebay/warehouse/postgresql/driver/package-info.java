/**
 * What belongs to pgjdbc. In: a statement's text with PostgreSQL's own {@code $1}, and values as texts. Out: the types that
 * the server found, rows as the server's bytes, and errors under our names. The driver's protocol layer is used below its
 * JDBC face, which knows only {@code ?} and would take jsonb's operators for parameters.
 */
@NullMarked
package io.forebay.warehouse.postgresql.driver;

import org.jspecify.annotations.NullMarked;
