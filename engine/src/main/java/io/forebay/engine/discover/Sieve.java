package io.forebay.engine.discover;

import io.forebay.engine.ledger.ListedObjects;
import java.util.BitSet;

/** Which objects of a listing are to be loaded. */
@FunctionalInterface
public interface Sieve {
    /** The places of those objects. */
    BitSet toLoad(ListedObjects listed);
}
