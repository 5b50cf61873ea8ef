/**
 * The guided example. In: nothing; it makes its data, the same each time. Out: statements and results on standard output,
 * from a real server over the real wire, and whether all came out as expected.
 */
@NullMarked
package io.forebay.server.demo;

import org.jspecify.annotations.NullMarked;
