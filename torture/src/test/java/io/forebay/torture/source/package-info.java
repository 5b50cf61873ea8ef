/**
 * What is between stored bytes and text. In: compressed files, whole and damaged, and text in UTF-16. Out: an error when
 * a damaged file gives other bytes, or when what was packed does not come back.
 */
@NullMarked
package io.forebay.torture.source;

import org.jspecify.annotations.NullMarked;
