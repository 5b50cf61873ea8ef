package io.forebay.engine.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What the Input of a schedule's target may say of the run: {@code <aws.scheduler.scheduled-time>} and the like are
 * replaced wherever they stand. SOURCE: the EventBridge Scheduler User Guide, "Adding context attributes".
 *
 * @param scheduledTime the nominal one
 * @param executionId of this attempt
 * @param attempt from 1
 */
public record ScheduledInput(String scheduleArn, Instant scheduledTime, String executionId, int attempt) {
    public String fill(String input) {
        return input.replace("<aws.scheduler.schedule-arn>", scheduleArn)
                .replace(
                        "<aws.scheduler.scheduled-time>",
                        scheduledTime.truncatedTo(ChronoUnit.SECONDS).toString())
                .replace("<aws.scheduler.execution-id>", executionId)
                .replace("<aws.scheduler.attempt-number>", Integer.toString(attempt));
    }
}
