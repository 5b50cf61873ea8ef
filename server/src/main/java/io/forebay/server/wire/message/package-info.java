/**
 * The frames of PostgreSQL's protocol 3.0. In: a stream of bytes from a client that may lie. Out: messages of a checked
 * length, and a bounded buffer that leaves as whole messages.
 */
@NullMarked
package io.forebay.server.wire.message;

import org.jspecify.annotations.NullMarked;
