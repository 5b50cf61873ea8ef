/** What must be true after a server was killed. In: a way to start one. Out: the rows that are there, counted. */
@NullMarked
package io.forebay.contract.crash;

import org.jspecify.annotations.NullMarked;
