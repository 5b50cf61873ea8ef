/**
 * XML whose elements of one name are records. In: the stored bytes of objects. Out: rows in chunks, and rejected rows.
 * The way: {@code XmlText} decodes the bytes; {@code XmlReader} goes through the events of Java's own StAX parser and
 * keeps each record as a small tree; an {@code XmlPart} maps the trees to rows. Always: every record of an object is one
 * row or one rejected row, in the order of the file; a file that is not well-formed fails as a whole; no DTD and no
 * entity is ever read.
 */
@NullMarked
package io.forebay.format.xml;

import org.jspecify.annotations.NullMarked;
