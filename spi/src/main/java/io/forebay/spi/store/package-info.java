/** Objects under URIs: where files land. In: a URI or a prefix. Out: objects in key order, and their bytes. */
@NullMarked
package io.forebay.spi.store;

import org.jspecify.annotations.NullMarked;
