/**
 * When something is to run. In: an expression of EventBridge Scheduler ({@code rate}, {@code cron}, {@code at}) and a time
 * zone. Out: the next moment after another, in whole seconds. Has no clock and holds no state; the same question has the
 * same answer for ever, as far as the zone's rules do not change.
 */
@NullMarked
package io.forebay.engine.schedule.expression;

import org.jspecify.annotations.NullMarked;
