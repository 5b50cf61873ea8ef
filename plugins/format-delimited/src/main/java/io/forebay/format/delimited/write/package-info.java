/**
 * Rows to text: delimited, CSV, fixed widths. In: rows of a query and the options of an UNLOAD. Out: files that COPY with
 * the same parameters reads back, as far as Redshift's rules tell the values apart.
 */
@NullMarked
package io.forebay.format.delimited.write;

import org.jspecify.annotations.NullMarked;
