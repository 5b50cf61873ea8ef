/**
 * Values on their way out. In: rows of a query. Out: their texts as Redshift's UNLOAD writes them, in files that are
 * counted and compressed as they grow. What is given back as written is in the file; what cannot be told apart when it
 * is read again is so by Redshift's own rules.
 */
@NullMarked
package io.forebay.format.kit.write;

import org.jspecify.annotations.NullMarked;
