/**
 * What orc-core's vectors hold. In: some rows of a column's vector. Out: the same rows as values of a column, values that
 * are lists, maps, structs and unions as JSON. Always: a row that is null in the vector is null, and every other is not.
 */
@NullMarked
package io.forebay.format.orc.value;

import org.jspecify.annotations.NullMarked;
