/**
 * Torture of every parser. In: bytes, from a fuzzer or from kept files. Out: nothing, or an error that names what does
 * not hold. A {@link io.forebay.torture.Target} says what must hold of one parser; {@link io.forebay.torture.Targets}
 * lists them; {@code FuzzIT} lets Jazzer look for inputs, and {@code KeptInputsTest} runs those that were found.
 */
@NullMarked
package io.forebay.torture;

import org.jspecify.annotations.NullMarked;
