/**
 * Which values of a document are wanted. In: the names of columns, or the paths of a JSONPaths file. Out: a tree of all
 * paths, and tables of the names in it.
 */
@NullMarked
package io.forebay.format.json.path;

import org.jspecify.annotations.NullMarked;
