/**
 * What a user sent, as text and as tokens. In: the text. Out: its tokens, names, numbers, strings and data types, mistakes
 * with their places, the text with changes made to it, and the text without its secrets. What is here belongs to no
 * statement in particular.
 */
@NullMarked
package io.forebay.engine.sql.text;

import org.jspecify.annotations.NullMarked;
