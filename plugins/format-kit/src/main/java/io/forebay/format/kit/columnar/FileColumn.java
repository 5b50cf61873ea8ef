package io.forebay.format.kit.columnar;

/**
 * A column of a file.
 *
 * @param name as it is written in the file
 * @param schema the column as the format writes it, for messages, such as {@code optional binary x (STRING)}
 */
public record FileColumn(String name, FileType type, String schema) {}
