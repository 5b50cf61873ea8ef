/**
 * Avro's values into columns. In: the bytes of one record. Out: values in a chunk, or a refusal with Redshift's code.
 * Values whose type has a natural column are set as they are; all others go the way of their text.
 */
@NullMarked
package io.forebay.format.avro.value;

import org.jspecify.annotations.NullMarked;
