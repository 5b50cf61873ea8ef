/**
 * Amazon Redshift as a warehouse. It reads the objects of a load itself: a load is one {@code COPY … MANIFEST}, whose counts
 * and errors are asked of Redshift's system views, in one transaction with the ledger's rows. In: the engine's SQL, users'
 * SQL as they wrote it. {@code driver} is what belongs to the JDBC driver, {@code text} every SQL text, {@code load} the COPY.
 */
@NullMarked
package io.forebay.warehouse.redshift;

import org.jspecify.annotations.NullMarked;
