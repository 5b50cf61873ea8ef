/**
 * Messages to people. In: how the engine's jobs are doing. Out: one message, posted to a webhook, when files of a job
 * begin to fail or a job begins to lag, and one when that is over. Never in the way of a load; a message holds no secret.
 */
@NullMarked
package io.forebay.server.alert;

import org.jspecify.annotations.NullMarked;
