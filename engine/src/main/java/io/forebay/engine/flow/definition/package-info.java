/**
 * State machines as they are written. In: a JSON text. Out: a {@link io.forebay.engine.flow.definition.Definition} whose
 * expressions are compiled, or all that is wrong with the text at once, each with its code and JSON pointer. What is
 * read here never changes.
 *
 * <p>Sources: Amazon States Language (states-language.net/spec.html), and for the texts of the errors the messages of
 * CreateStateMachine.
 */
@NullMarked
package io.forebay.engine.flow.definition;

import org.jspecify.annotations.NullMarked;
