/**
 * Text to blocks of whole records. In: an object's text, and a {@code Cutter} that knows where its records end. Out:
 * parts, each a block that one thread turns into rows while another reads the next. Always: memory is bounded by a few
 * blocks and one record of 4 MB, whatever the text is; a longer record is one rejected row, and lines are counted
 * through it.
 */
@NullMarked
package io.forebay.format.kit.block;

import org.jspecify.annotations.NullMarked;
