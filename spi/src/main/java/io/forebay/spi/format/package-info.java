/** Bytes to rows. In: the bytes of one object and the options of a COPY. Out: chunks of typed columns and rejected rows. */
@NullMarked
package io.forebay.spi.format;

import org.jspecify.annotations.NullMarked;
