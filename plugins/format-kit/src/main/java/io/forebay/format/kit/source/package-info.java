/**
 * Stored bytes to UTF-8 text. In: an object's stream and the names of its compression and encoding. Out: the text's
 * bytes, or one error for the object as a whole. Always: the end of the text is reported only when every checksum and
 * length of the compressed file was right.
 */
@NullMarked
package io.forebay.format.kit.source;

import org.jspecify.annotations.NullMarked;
