/**
 * One batch of files into one table. In: a bound load. Out: committed rows with their ledger rows in the same
 * transaction, or nothing and the reason. A file's bytes are all accounted for: loaded, or rejected row by row, or the
 * file failed.
 */
@NullMarked
package io.forebay.engine.load;

import org.jspecify.annotations.NullMarked;
