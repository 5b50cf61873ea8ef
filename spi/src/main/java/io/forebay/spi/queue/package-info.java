/** Queues of messages: what tasks of state machines send to and read from. In: a request in JSON. Out: its answer. */
@NullMarked
package io.forebay.spi.queue;

import org.jspecify.annotations.NullMarked;
