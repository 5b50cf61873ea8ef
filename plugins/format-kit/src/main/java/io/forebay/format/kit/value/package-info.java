/**
 * Field texts to typed values. In: the bytes of one field, without quotes and escapes, that are not the NULL marker.
 * Out: a value in a chunk, or a refusal with Redshift's code and words. Parsers are compiled once a load and shared by
 * its threads; a {@link io.forebay.format.kit.value.Cell} belongs to one thread. Nothing is allocated for a value
 * that is well formed, but for rare long reals.
 */
@NullMarked
package io.forebay.format.kit.value;

import org.jspecify.annotations.NullMarked;
