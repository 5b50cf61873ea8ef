/**
 * Avro's object container files. In: the bytes of an object. Out: its schema's text, and blocks of whole records,
 * expanded. Always: the sync marker behind a block was right, no length was believed before it was checked, and no
 * block takes more than 64 MB.
 */
@NullMarked
package io.forebay.format.avro.file;

import org.jspecify.annotations.NullMarked;
