/**
 * Services of AWS that answer here as they do there. In: requests in AWS JSON 1.1 (a POST whose {@code X-Amz-Target} names
 * the operation), signed by Signature Version 4. Out: answers and errors that AWS's own SDKs and command line read.
 */
@NullMarked
package io.forebay.server.http.aws;

import org.jspecify.annotations.NullMarked;
