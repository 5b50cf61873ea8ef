/**
 * Fields to values. In: a column's type, options and the bytes of one field. Out: an error when the value is not the one
 * that Java's own classes read, or depends on the bytes behind the field.
 */
@NullMarked
package io.forebay.torture.value;

import org.jspecify.annotations.NullMarked;
