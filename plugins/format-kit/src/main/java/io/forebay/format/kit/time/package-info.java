/**
 * Dates and times, in text and as numbers. In: the bytes of one field and a format, compiled once a load. Out: a {@link
 * io.forebay.format.kit.time.Moment}, filled anew for each field; or the answer that the text is none. What is shared by
 * files that hold them as numbers is in {@link io.forebay.format.kit.time.EpochMoments}.
 */
@NullMarked
package io.forebay.format.kit.time;

import org.jspecify.annotations.NullMarked;
