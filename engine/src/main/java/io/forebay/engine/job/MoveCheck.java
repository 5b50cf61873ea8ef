package io.forebay.engine.job;

import io.forebay.engine.load.MoveTarget;
import io.forebay.engine.load.Stores;
import io.forebay.engine.sql.JobOptions.AfterLoad;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;

/** Whether a job can move its files to where AFTER LOAD MOVE says. */
final class MoveCheck {
    private MoveCheck() {}

    /**
     * Asks the store for the bucket.
     *
     * @throws ForebayException INVALID_PARAMETER, NOT_SUPPORTED, ACCESS_DENIED or BUCKET_NOT_FOUND when it cannot
     */
    static void check(Stores stores, Jobs.Definition definition) {
        AfterLoad after = definition.options().afterLoad();
        if (after.kind() != AfterLoad.Kind.MOVE) {
            return;
        }
        ObjectUri source = ObjectUri.parse(definition.command().source());
        ObjectUri to = ObjectUri.parse(after.to());
        ObjectStore store = stores.of(source);
        if (stores.of(to) != store) {
            throw new ForebayException(
                            CommonError.NOT_SUPPORTED,
                            "AFTER LOAD MOVE cannot move from bucket '" + source.bucket() + "' to bucket '"
                                    + to.bucket() + "': they are in different stores")
                    .withHint("Move within S3, or within folders that are mounted as buckets.");
        }
        String first = store.place(new MoveTarget(source, to).first());
        String from = store.place(source);
        if (first.startsWith(from) || from.startsWith(first)) {
            throw new ForebayException(
                            CommonError.INVALID_PARAMETER,
                            "AFTER LOAD MOVE TO '" + to + "' would put files under the job's source, '" + source
                                    + "', where they would be loaded again")
                    .withHint("Name a prefix that neither lies under the source nor holds it.");
        }
        // Without the permission to list, S3 tells of no object that it is not there.
        store.list(to, "", 1);
    }
}
