/** Merges that are built in: plain SQL statements for SCD type 1 and 2, a full refresh, and duplicates. */
@NullMarked
package io.forebay.engine.merge;

import org.jspecify.annotations.NullMarked;
