package io.forebay.engine.discover;

import io.forebay.spi.store.StoredObject;
import java.util.List;

/** Which objects of a listing are to be loaded. */
@FunctionalInterface
public interface Sieve {
    /** @return some of the listed objects as they are now, in the listing's order */
    List<StoredObject> toLoad(List<StoredObject> listed);
}
