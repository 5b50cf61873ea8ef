/** A clock for tests. */
@NullMarked
package io.forebay.contract.time;

import org.jspecify.annotations.NullMarked;
