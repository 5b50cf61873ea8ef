/**
 * Chooses the parser of a statement. In: a text with any number of statements. Out: the statements, in order; a kind that
 * is not on the list is refused. Statements of a few words, as BEGIN, SET and VACUUM, are read here.
 */
@NullMarked
package io.forebay.engine.sql.parse;

import org.jspecify.annotations.NullMarked;
