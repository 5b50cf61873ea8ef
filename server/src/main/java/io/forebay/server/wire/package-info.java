/**
 * PostgreSQL's frontend/backend protocol 3.0. In: sockets of clients. Out: what a {@code Session} of the engine answers.
 * One thread a connection; a client that lies, stalls or dies never holds up another; nothing that a client sends makes
 * memory grow beyond the limits of {@link io.forebay.server.wire.WireLimits}.
 */
@NullMarked
package io.forebay.server.wire;

import org.jspecify.annotations.NullMarked;
