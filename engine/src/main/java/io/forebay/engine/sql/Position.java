package io.forebay.engine.sql;

/**
 * A place in the text that the user sent.
 *
 * @param offset characters before it, from 0
 * @param line from 1
 * @param column in characters, from 1
 */
public record Position(int offset, int line, int column) {}
