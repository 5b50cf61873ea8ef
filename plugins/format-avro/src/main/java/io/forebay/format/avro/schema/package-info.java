/**
 * What a file holds and which of it is wanted. In: a writer's schema as JSON, and the names or paths that columns want.
 * Out: a tree of types, and a plan that goes along with it.
 */
@NullMarked
package io.forebay.format.avro.schema;

import org.jspecify.annotations.NullMarked;
