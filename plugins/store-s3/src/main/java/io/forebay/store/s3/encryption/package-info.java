/**
 * Encryption by the client, as the Amazon S3 encryption client's version 1 does it: each object has a key of its own,
 * which stands in the object's metadata, encrypted with the master key. In: a file or an object's stream, and the master
 * key. Out: ciphertext and metadata, or the bytes again. Always: no key is in a message or a name. SOURCE: AWS SDK for
 * Java 1.x, package com.amazonaws.services.s3, "Amazon S3 client-side encryption meta information".
 */
@NullMarked
package io.forebay.store.s3.encryption;

import org.jspecify.annotations.NullMarked;
