/**
 * Avro as Redshift's COPY reads it. In: the stored bytes of objects. Out: rows in chunks, and rejected rows. The way:
 * {@code file} cuts an object into blocks and expands them; {@code schema} says what is in them and what is wanted; a
 * {@code RecordParser} finds the wanted values; {@code value} turns them into columns. Always: every record of an object
 * is one row or one rejected row, in the order of the file, or the object fails as a whole.
 */
@NullMarked
package io.forebay.format.avro;

import org.jspecify.annotations.NullMarked;
