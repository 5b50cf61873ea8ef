/** What the readers of all formats share: an object's bytes decompressed, and the texts of fields as a column's values. */
@NullMarked
package io.forebay.format.kit;

import org.jspecify.annotations.NullMarked;
