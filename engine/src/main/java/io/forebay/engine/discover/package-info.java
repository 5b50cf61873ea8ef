/**
 * What is new in the store. In: a job's prefix. Out: objects that the ledger does not know, each complete. Events are
 * hints for speed; a listing compared with the ledger decides.
 */
@NullMarked
package io.forebay.engine.discover;

import org.jspecify.annotations.NullMarked;
