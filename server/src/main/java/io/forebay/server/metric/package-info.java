/**
 * Numbers for Prometheus. In: how the engine's jobs are doing. Out: text in Prometheus' format, with as many series as
 * there are jobs, up to a limit. What is counted is counted since the server's start.
 */
@NullMarked
package io.forebay.server.metric;

import org.jspecify.annotations.NullMarked;
