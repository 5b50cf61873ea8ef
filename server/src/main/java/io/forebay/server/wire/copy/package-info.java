/**
 * The messages of COPY from and to a client. In: CopyData of a client, rows of a result. Out: the stream that a load reads,
 * CopyData of text or CSV. One message is in memory at a time, or a part of it.
 */
@NullMarked
package io.forebay.server.wire.copy;

import org.jspecify.annotations.NullMarked;
