/**
 * CREATE, DROP and SHOW FUNCTION. In go tokens, out come statements; the body of a function is read here too, and comes
 * out as one expression.
 */
@NullMarked
package io.forebay.engine.sql.function;

import org.jspecify.annotations.NullMarked;
