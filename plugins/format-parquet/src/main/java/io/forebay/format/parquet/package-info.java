/**
 * Parquet. In: the bytes of a file at any place. Out: rows in a chunk, a column at a time. A part is a row group, or a run
 * of rows of a large one; of its columns one page each is in memory.
 */
@NullMarked
package io.forebay.format.parquet;

import org.jspecify.annotations.NullMarked;
