/**
 * Rows on their way into PostgreSQL. In: the feeds of a load, read by threads of its own, each into a chunk of arrays. Out:
 * one stream of {@code COPY … FROM STDIN (FORMAT BINARY)} over the connection's socket, and the number of rows that
 * PostgreSQL says it took. All of it runs in a transaction that the connection has opened; nothing is committed here.
 *
 * <p>Memory is bounded: one chunk for each thread, and two buffers of tuples for each. SOURCE of the stream's form:
 * PostgreSQL's manual, COPY, "Binary Format", and the receive functions of its types.
 */
@NullMarked
package io.forebay.warehouse.postgresql.load;

import org.jspecify.annotations.NullMarked;
