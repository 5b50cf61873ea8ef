package io.forebay.engine.load;

import io.forebay.spi.store.ObjectUri;

/**
 * Where AFTER LOAD MOVE puts a job's objects: under its prefix, by their keys relative to the folder of the job's source.
 * No two objects have the same target.
 *
 * @param source of the job: what keys start with
 * @param to the prefix, with a slash at its end or a whole bucket
 */
public record MoveTarget(ObjectUri source, ObjectUri to) {
    /** @param object under the source */
    public ObjectUri of(ObjectUri object) {
        return to.withKey(to.key() + object.key().substring(folder().length()));
    }

    /** All of the source's key up to its last slash. */
    private String folder() {
        return source.key().substring(0, source.key().lastIndexOf('/') + 1);
    }

    /** What all targets start with, as all objects start with the source. */
    public ObjectUri first() {
        return of(source);
    }
}
