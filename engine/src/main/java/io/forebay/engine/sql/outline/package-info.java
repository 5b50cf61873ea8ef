/**
 * How a query is built, as far as tokens tell: its SELECTs, what each lists, and the relations it reads. In: the tokens of
 * one statement. Out: places in them, and the names of columns where they can be known. What is not understood is unknown,
 * never guessed.
 */
@NullMarked
package io.forebay.engine.sql.outline;

import org.jspecify.annotations.NullMarked;
