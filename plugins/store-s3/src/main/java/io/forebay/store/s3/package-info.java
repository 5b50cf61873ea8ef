/**
 * Buckets of Amazon S3 and of what speaks its protocol. In: {@code s3://BUCKET/KEY}. Out: objects in key order and
 * their bytes, each stream bound to the ETag that was described and taken up again where a connection broke. A store
 * that stalls is given up after the time-outs; a stream that is closed lets go of its reader at once.
 */
@NullMarked
package io.forebay.store.s3;

import org.jspecify.annotations.NullMarked;
