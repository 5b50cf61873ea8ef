package io.forebay.format.orc;

import io.forebay.format.orc.file.TypeTree;

/**
 * What of a file goes where.
 *
 * @param fields for each column of the table the field of the file's records, from 0; -1 for NULL
 * @param included which of the file's columns are read, by number
 */
record Plan(TypeTree tree, int[] fields, boolean[] included) {}
