/** Runs the examples of this module as a user would, and compares what they answer. */
@NullMarked
package io.forebay.examples;

import org.jspecify.annotations.NullMarked;
