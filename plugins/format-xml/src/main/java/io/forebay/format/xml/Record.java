package io.forebay.format.xml;

import org.jspecify.annotations.Nullable;

/**
 * One record of a file.
 *
 * @param line on which its element starts
 * @param element of one that is too long, only the beginning
 * @param tooLong what is wrong with its size; null when nothing is
 */
record Record(long line, Element element, @Nullable String tooLong) {}
