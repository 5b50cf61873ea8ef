/**
 * Readers of records. In: options chosen by the input, and a file. Out: an error when rows depend on the sizes of blocks
 * and chunks, when lines are miscounted, or when a reader disagrees with a slow model of its format.
 */
@NullMarked
package io.forebay.torture.format;

import org.jspecify.annotations.NullMarked;
