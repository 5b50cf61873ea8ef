/**
 * Messages to people. In: how the engine's jobs are doing. Out: one message, posted to a webhook, when files of a job
 * begin to fail or a job begins to lag, one when that is over, and one for each execution of a state machine that fails.
 * Never in the way of a load; a message holds no secret, unless a state machine puts one into its cause.
 */
@NullMarked
package io.forebay.server.alert;

import org.jspecify.annotations.NullMarked;
