/**
 * What every object store must do, and a store in memory that does it. In: a store with an empty bucket. Out: the
 * contract's verdict. {@link io.forebay.contract.store.MemoryObjectStore} fails, stalls and changes on demand.
 */
@NullMarked
package io.forebay.contract.store;

import org.jspecify.annotations.NullMarked;
