/**
 * State machines on this server. In: operations of the Step Functions API as JSON, from HTTP or from this process. Out:
 * executions that go on over restarts, the tasks that they call, and what clients are told of both.
 *
 * <p>{@link io.forebay.engine.flow.host.StateMachines} answers the operations. {@code Host} holds the executions:
 * {@code Hosted} is one of them, of which each event is in the {@code FlowJournal} before anything is done about it, and
 * {@code Tasks} are what it calls. Sources: the AWS Step Functions API Reference and Developer Guide.
 */
@NullMarked
package io.forebay.engine.flow.host;

import org.jspecify.annotations.NullMarked;
