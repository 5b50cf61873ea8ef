/**
 * What tasks can call beside other machines and what AWS's services of this server do: HTTP endpoints, queues, commands and
 * copy jobs. In: a task's parameters. Out: its result, or a failure with the error that the service has on AWS. Nothing that
 * reaches out of the server is allowed that no setting allows.
 */
@NullMarked
package io.forebay.engine.flow.host.task;

import org.jspecify.annotations.NullMarked;
