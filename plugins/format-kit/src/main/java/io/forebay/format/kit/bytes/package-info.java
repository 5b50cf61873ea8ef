/** Bytes looked at eight at a time, and the rules of UTF-8. In: a {@code byte[]} and bounds. Nothing is allocated. */
@NullMarked
package io.forebay.format.kit.bytes;

import org.jspecify.annotations.NullMarked;
