/**
 * State machines in Amazon States Language, without a runner. {@code definition}: a text becomes a checked machine, or all
 * that is wrong with it. {@code data}: what goes into a state and comes out of it, with paths, templates, JSONata and
 * variables. {@code intrinsic}: the functions of JSONPath states. {@code choice}: the conditions of Choice states. {@code run}:
 * an execution as the sum of its events. {@code value}: JSON, error names and limits, which all of them share.
 */
@NullMarked
package io.forebay.engine.flow;

import org.jspecify.annotations.NullMarked;
