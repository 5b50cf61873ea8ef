/** Inflating against java.util.zip, and against streams written bit by bit. */
@NullMarked
package io.forebay.format.kit.deflate;

import org.jspecify.annotations.NullMarked;
