/**
 * The questions of Choice states. In: a rule of a definition. Out: a condition that is asked with what the state sees. A
 * value of another type than an operator compares is never an error; one that is not there is, but for IsPresent.
 *
 * <p>Source: Amazon States Language, "Choice State".
 */
@NullMarked
package io.forebay.engine.flow.choice;

import org.jspecify.annotations.NullMarked;
