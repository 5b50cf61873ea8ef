/**
 * Values as PostgreSQL writes them. In: rows of the engine, and parameters' bytes of a client. Out: text and binary
 * forms of each type, and values that a warehouse takes.
 */
@NullMarked
package io.forebay.server.wire.type;

import org.jspecify.annotations.NullMarked;
