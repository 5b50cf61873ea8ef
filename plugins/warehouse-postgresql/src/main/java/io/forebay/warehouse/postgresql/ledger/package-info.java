/**
 * The ledger in PostgreSQL: its tables and views by Flyway, and the tables of this process that its views read. In: the
 * views' text, live tables. Out: a ledger of this version in schema {@code forebay}, to which nothing is done when it is
 * that already.
 */
@NullMarked
package io.forebay.warehouse.postgresql.ledger;

import org.jspecify.annotations.NullMarked;
