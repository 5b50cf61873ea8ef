/**
 * Rows to objects: UNLOAD. In: a query and a place in a store. Out: objects, a manifest, rows of the ledger. The way:
 * {@link io.forebay.engine.unload.Unloader} runs the query to its end into files on the server's disk, then puts them
 * into the store, the manifest last. What always holds: nothing is put before every row is written; what was put by an
 * UNLOAD that did not end well is deleted again, and told; memory does not grow with the rows.
 */
@NullMarked
package io.forebay.engine.unload;

import org.jspecify.annotations.NullMarked;
