/**
 * Numbers for Prometheus. In: how the engine's jobs are doing, and what executions of state machines do. Out: text in
 * Prometheus' format, with as many series as there are jobs and machines, up to a limit. What is counted is counted since the server's start.
 */
@NullMarked
package io.forebay.server.metric;

import org.jspecify.annotations.NullMarked;
