/**
 * PostgreSQL's protocol from the client's first byte. In: what a client may send. Out: an error when a connection does
 * not end with its bytes, answers with broken messages, or takes a fault of the client's for its own.
 */
@NullMarked
package io.forebay.torture.wire;

import org.jspecify.annotations.NullMarked;
