/**
 * HTTP. In: requests on a loopback address. Out: {@code /health} for supervisors, {@code /metrics} for Prometheus and a page that says where SQL clients
 * connect. It tells nothing that needs a password, and answers only to a Host that is this machine.
 */
@NullMarked
package io.forebay.server.http;

import org.jspecify.annotations.NullMarked;
