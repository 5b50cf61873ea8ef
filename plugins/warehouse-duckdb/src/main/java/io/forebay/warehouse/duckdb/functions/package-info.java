/**
 * Redshift's functions that DuckDB has not. In: a connection to make them on, and a statement's SQL that may need them.
 * Out: macros in a catalog of their own beside the user's database, and one Java function that does what a macro cannot.
 * Nothing of it is stored in the user's database.
 */
@NullMarked
package io.forebay.warehouse.duckdb.functions;

import org.jspecify.annotations.NullMarked;
