/** Clients against a whole server. In: what psql, drivers and tools send. Out: what they must be told. */
@NullMarked
package io.forebay.server.clients;

import org.jspecify.annotations.NullMarked;
