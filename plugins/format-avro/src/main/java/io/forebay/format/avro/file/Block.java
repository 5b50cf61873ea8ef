package io.forebay.format.avro.file;

/**
 * Some records of a file, as they are stored.
 *
 * @param firstRecord the number in the file of the first of them, from 1
 * @param records how many there are
 * @param stored compressed by the file's codec; readable a bit beyond {@code length}
 */
public record Block(long firstRecord, long records, byte[] stored, int length) {}
