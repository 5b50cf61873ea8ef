/**
 * Reads ORC files. In: the bytes of objects and the options of a COPY. Out: rows of typed columns. Always: a file is loaded
 * with as many rows as it says that it has, or it is an error.
 */
@NullMarked
package io.forebay.format.orc;

import org.jspecify.annotations.NullMarked;
