/**
 * Fields of records that no column takes. In: their names and values. Out: columns to be added for them, or one JSON
 * object of them for a column of its own. Always: none is lost in silence when a COPY asked for either.
 */
@NullMarked
package io.forebay.format.kit.extra;

import org.jspecify.annotations.NullMarked;
