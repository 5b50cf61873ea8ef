/**
 * Schedules and triggers on this server. In: definitions, from files or the EventBridge Scheduler API; the time; what has
 * happened (executions and statements that ended, loads that were committed, objects that have come). Out: executions and
 * statements that are started, each once.
 *
 * <p>{@link io.forebay.engine.schedule.Scheduling} holds all. What is decided is in the {@code Book} before it is delivered:
 * {@code Occurrences} and {@code Arrivals} decide, {@code Deliveries} deliver by the {@code Launcher}, under names that
 * follow from what was decided, so that a delivery made twice starts nothing twice. Sources: the EventBridge Scheduler User
 * Guide and API Reference, the EventBridge User Guide.
 */
@NullMarked
package io.forebay.engine.schedule;

import org.jspecify.annotations.NullMarked;
