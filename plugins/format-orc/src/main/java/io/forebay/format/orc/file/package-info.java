/**
 * ORC files. In: an object's bytes at any place. Out: its types, and the rows of its stripes in batches of orc-core's
 * vectors. Always: no length of a file is believed before it was checked, a stripe holds no more memory than it may, and
 * what is missing from a file is an error, not a NULL.
 */
@NullMarked
package io.forebay.format.orc.file;

import org.jspecify.annotations.NullMarked;
