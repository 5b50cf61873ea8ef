/**
 * DEFLATE (RFC 1951) to bytes, without native code. In: stored bytes as bits. Out: the content, block by block through
 * a window that holds the last 32 KB. Always: no more memory than the window and the tables, whatever the bytes say; a
 * stream that zlib refuses is refused.
 */
@NullMarked
package io.forebay.format.kit.deflate;

import org.jspecify.annotations.NullMarked;
