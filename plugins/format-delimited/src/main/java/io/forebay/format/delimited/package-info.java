/**
 * Delimited text, CSV and text of fixed widths, as Redshift's COPY reads them. In: the stored bytes of objects. Out:
 * rows in chunks, and rejected rows. The way: {@code source} decompresses; a {@code BlockReader} cuts the text into blocks of
 * whole records with a {@code DelimitedCutter}; a {@code DelimitedPart} splits each record into fields with a {@code
 * Splitter}; {@code value} turns fields into values. Always: every record of an object is one row or one rejected row,
 * in the order of the file, whatever the sizes of the blocks.
 */
@NullMarked
package io.forebay.format.delimited;

import org.jspecify.annotations.NullMarked;
