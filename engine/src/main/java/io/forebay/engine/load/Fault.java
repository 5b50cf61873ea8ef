package io.forebay.engine.load;

import io.forebay.spi.Blame;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;

/** What it means for a load that one of its objects cannot be read: the one place that sorts the reasons. */
enum Fault {
    /** The object is bad. A job records that and never reads it again by itself. */
    BAD,
    /** The object is gone: it loads when it is back. */
    GONE,
    /** It moved underneath, or the store did not give it this time: a job reads it again after the others. */
    PASSING,
    /** The store refuses it until somebody allows it. */
    REFUSED,
    /** The trouble is not the object's: the load as a whole ends. */
    OF_THE_LOAD;

    static Fault of(ForebayException reason) {
        if (reason.code() instanceof StoreError error) {
            return switch (error) {
                case OBJECT_NOT_FOUND -> GONE;
                case OBJECT_CHANGED, STORE_AWAY -> PASSING;
                case ACCESS_DENIED -> REFUSED;
                case INVALID_KEY, NOT_DECRYPTED -> BAD;
                case BUCKET_NOT_FOUND -> OF_THE_LOAD;
            };
        }
        Blame blame = reason.code().blame();
        boolean ofObject = blame == Blame.USER || blame == Blame.BUG;
        return ofObject && !reason.is(CommonError.CANCELLED) ? BAD : OF_THE_LOAD;
    }
}
