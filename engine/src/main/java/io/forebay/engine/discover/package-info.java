/**
 * What is new in the store. In: a job's prefix. Out: objects that the ledger does not know, each complete, some at a
 * time, and what it has cost. Events are hints for speed; a listing compared with the ledger decides. However long a
 * listing is, a part of it is held, packed.
 */
@NullMarked
package io.forebay.engine.discover;

import org.jspecify.annotations.NullMarked;
