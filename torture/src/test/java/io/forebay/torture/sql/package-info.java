/**
 * SQL text to statements, and texts without their secrets. In: anything a client may send. Out: an error when a position
 * is outside of the text, a COPY's text means something else, or a planted secret shows.
 */
@NullMarked
package io.forebay.torture.sql;

import org.jspecify.annotations.NullMarked;
