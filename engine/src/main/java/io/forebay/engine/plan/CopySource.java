package io.forebay.engine.plan;

import io.forebay.engine.load.Stores;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.CopyCommand.LoadFlag;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Layout;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that a plain COPY names: all under a key prefix, or those of a manifest. SOURCE: Amazon Redshift Database
 * Developer Guide, "COPY from Amazon S3".
 */
public final class CopySource {
    private static final int PAGE = 1000;

    private final Stores stores;

    public CopySource(Stores stores) {
        this.stores = stores;
    }

    /** The same COPY with the paths of the JSONPaths file that it names, if it does. */
    public CopyCommand withPaths(CopyCommand command) {
        return new JsonPaths(stores).resolve(command);
    }

    /**
     * The objects to load, in key order or in the manifest's; never empty.
     *
     * @throws ForebayException OBJECT_NOT_FOUND when no file at all is there
     */
    public List<StoredObject> resolve(CopyCommand command) {
        ObjectUri uri = ObjectUri.parse(command.source());
        if (command.load().has(LoadFlag.MANIFEST)) {
            return new Manifest(stores).read(uri, columnar(command));
        }
        List<StoredObject> objects = list(uri);
        if (objects.isEmpty()) {
            throw new ForebayException(
                            StoreError.OBJECT_NOT_FOUND, "The specified S3 prefix '" + uri.key() + "' does not exist")
                    .withHint("No object in bucket " + uri.bucket() + " has a key that starts with it.");
        }
        return objects;
    }

    /** Whether a manifest must tell the size of each file. */
    public static boolean columnar(CopyCommand command) {
        return command.options().layout() instanceof Layout.Named named
                && (named.name().equals("PARQUET") || named.name().equals("ORC"));
    }

    private List<StoredObject> list(ObjectUri prefix) {
        ObjectStore store = stores.of(prefix);
        List<StoredObject> objects = new ArrayList<>();
        String after = "";
        while (true) {
            List<StoredObject> page = store.list(prefix, after, PAGE);
            if (page.isEmpty()) {
                return objects;
            }
            objects.addAll(page);
            after = page.get(page.size() - 1).uri().key();
        }
    }
}
