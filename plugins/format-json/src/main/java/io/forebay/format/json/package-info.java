/**
 * JSON as Redshift's COPY reads it: root-level objects or arrays one after the other, each a row. In: the stored bytes
 * of objects. Out: rows in chunks, and rejected rows. The way: a {@code BlockReader} cuts the text with a {@code
 * JsonCutter}; a {@code JsonPart} lets a {@code DocumentReader} find the values that the columns want, as the {@code
 * PathTree} says, and a {@code RowWriter} gives their text to the columns' parsers. Always: what is no JSON is a
 * rejected row, and where the next row starts ({@code RecordScan}) does not depend on the sizes of the blocks.
 */
@NullMarked
package io.forebay.format.json;

import org.jspecify.annotations.NullMarked;
