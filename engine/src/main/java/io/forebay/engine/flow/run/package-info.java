/**
 * Executions. In: a {@link io.forebay.engine.flow.definition.Definition}, events of a journal, and signals of what has
 * happened outside. Out: new events, and the works that must be under way. No threads, clocks, files or network: those
 * are the caller's.
 *
 * <p>Start at {@link io.forebay.engine.flow.run.Execution}. {@code Signals} makes a signal to an event; {@code Steps} finds
 * the event that comes next without one, with {@code Starter}, {@code Gathering}, {@code MapPlan} and {@code MapRunSteps} for
 * single types of states, and {@code DataFlow} for their data; {@code Frames} is what the events have made. What always
 * holds: an event has all values that were found by chance, time or an expression, so that a replay asks for none of them;
 * the state after an event depends on the events alone; and what comes next depends on that state alone.
 *
 * <p>Sources: Amazon States Language; the histories that GetExecutionHistory gives.
 */
@NullMarked
package io.forebay.engine.flow.run;

import org.jspecify.annotations.NullMarked;
