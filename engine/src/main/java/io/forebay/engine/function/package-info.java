/**
 * Scalar functions of users': kept in the ledger beside the procedures, and made in the warehouse in the same
 * transaction, so that its own planner works with them.
 */
@NullMarked
package io.forebay.engine.function;

import org.jspecify.annotations.NullMarked;
