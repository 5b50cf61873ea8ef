/** What the readers of all formats share: an object's bytes decompressed, text cut into blocks of records, and fields as values. */
@NullMarked
package io.forebay.format.kit;

import org.jspecify.annotations.NullMarked;
