/**
 * What all rooms of the states language share. In: JSON as text. Out: trees whose numbers keep their literals, their
 * size in bytes, the names of errors, limits, times, chance. Holds no state.
 */
@NullMarked
package io.forebay.engine.flow.value;

import org.jspecify.annotations.NullMarked;
