/**
 * The text of JSON. In: bytes. Out: where values and records end, what they are, and what is wrong with those that are
 * none; strings without their escapes, numbers without their exponents. Always: nothing is believed before it is checked.
 */
@NullMarked
package io.forebay.format.json.text;

import org.jspecify.annotations.NullMarked;
