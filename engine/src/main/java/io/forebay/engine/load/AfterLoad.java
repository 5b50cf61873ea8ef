package io.forebay.engine.load;

import io.forebay.engine.ledger.OwedFile;
import io.forebay.engine.ledger.OwedFiles;
import io.forebay.engine.sql.JobOptions;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a load owes by AFTER LOAD: it is written with the load and done when that is durable, never before. */
final class AfterLoad {
    private AfterLoad() {}

    /** Inside the open transaction of the load. @param loaded the objects whose rows it brings */
    static void owe(WarehouseConnection connection, LoadTask task, List<StoredObject> loaded) {
        JobOptions.AfterLoad after = task.jobOf().options().afterLoad();
        if (after.kind() == JobOptions.AfterLoad.Kind.KEEP) {
            return;
        }
        Function<ObjectUri, String> target =
                target(ObjectUri.parse(task.command().source()), after);
        List<OwedFile> owed = new ArrayList<>(loaded.size());
        for (StoredObject object : loaded) {
            owed.add(new OwedFile(task.id(), owed.size(), object, target.apply(object.uri()), false));
        }
        OwedFiles.owe(connection, task.jobId(), owed);
    }

    private static Function<ObjectUri, String> target(ObjectUri source, JobOptions.AfterLoad after) {
        if (after.kind() == JobOptions.AfterLoad.Kind.DELETE) {
            return object -> "";
        }
        MoveTarget target = new MoveTarget(source, ObjectUri.parse(after.to()));
        return object -> target.of(object).toString();
    }
}
