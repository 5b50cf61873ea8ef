/**
 * The columns that files need. In: the names and values of the fields of some records, or the types that a file's own
 * schema has. Out: columns that take them all, and remarks on what has no column. Always: bounded memory, whatever a
 * file holds.
 */
@NullMarked
package io.forebay.format.kit.schema;

import org.jspecify.annotations.NullMarked;
