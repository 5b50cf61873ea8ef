/**
 * The certificate of a server whose user has none. In: the data folder. Out: two PEM files that TLS can be offered with,
 * readable by their owner only, and made anew when they have expired.
 */
@NullMarked
package io.forebay.server.tls;

import org.jspecify.annotations.NullMarked;
