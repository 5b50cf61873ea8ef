/** Measurements: each prints a table of times and a ratio to a peer that ran in the same process, turn by turn. */
@NullMarked
package io.forebay.bench;

import org.jspecify.annotations.NullMarked;
