/**
 * Objects whose formats want bytes from any place: a footer first, then pages. In: an object's stream, which may be
 * compressed as a whole. Out: its bytes at any place, for any number of threads. Always: a store that has ranges is asked
 * for what is wanted alone; bytes of others are kept in memory or, when there are many, in a file that has no name.
 */
@NullMarked
package io.forebay.format.kit.ranged;

import org.jspecify.annotations.NullMarked;
