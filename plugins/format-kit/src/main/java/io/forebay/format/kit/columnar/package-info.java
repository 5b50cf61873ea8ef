/**
 * Values of columnar files into columns. In: what a file's column holds ({@link
 * io.forebay.format.kit.columnar.FileType}) and some rows of it ({@link io.forebay.format.kit.columnar.Values}). Out: rows
 * of a chunk, and rows that are none with Redshift's code. A value is taken as it is where its type and the column's are
 * of one kind and it fits; kinds that do not match are found before any row is read. Values are converted a column at a
 * time, in place; those that need more than a look go the way of their text, as in all other formats.
 */
@NullMarked
package io.forebay.format.kit.columnar;

import org.jspecify.annotations.NullMarked;
