package io.forebay.engine.spectrum;

import io.forebay.engine.load.Stores;
import io.forebay.engine.plan.ManifestText;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The objects of a location: a folder with all that is below it, or a manifest. Objects without bytes have no rows. SOURCE:
 * Amazon Redshift Database Developer Guide, "CREATE EXTERNAL TABLE", "Data files for queries in Amazon Redshift Spectrum".
 */
final class Location {
    private static final int PAGE = 1000;
    private static final String SLASH = "/";

    private final Stores stores;
    private final BooleanSupplier stopped;

    Location(Stores stores, BooleanSupplier stopped) {
        this.stores = stores;
        this.stopped = stopped;
    }

    /** Those that are there now; none for a folder that nothing is in. */
    List<StoredObject> objects(ObjectUri uri) {
        if (folder(uri)) {
            return below(uri);
        }
        Optional<StoredObject> manifest = stores.findSteady(uri, stopped);
        return manifest.isPresent() ? named(manifest.get()) : below(uri.withKey(uri.key() + SLASH));
    }

    private static boolean folder(ObjectUri uri) {
        return uri.key().isEmpty() || uri.key().endsWith(SLASH);
    }

    private List<StoredObject> below(ObjectUri folder) {
        List<StoredObject> objects = new ArrayList<>();
        String after = "";
        while (true) {
            List<StoredObject> page = stores.listSteady(folder, after, PAGE, stopped);
            if (page.isEmpty()) {
                return objects;
            }
            for (StoredObject object : page) {
                String key = object.uri().key();
                if (object.size() > 0 && !hidden(key.substring(folder.key().length()))) {
                    objects.add(object);
                }
                after = key;
            }
        }
    }

    /** What other programs are not done with or keep for themselves. @param path below the folder */
    static boolean hidden(String path) {
        for (String part : path.split(SLASH, -1)) {
            if (part.startsWith(".") || part.startsWith("_") || part.startsWith("#") || part.endsWith("~")) {
                return true;
            }
        }
        return false;
    }

    private List<StoredObject> named(StoredObject manifest) {
        List<StoredObject> objects = new ArrayList<>();
        for (ManifestText.Entry entry : ManifestText.parse(bytes(manifest), false)) {
            Optional<StoredObject> object = stores.findSteady(entry.uri(), stopped);
            if (object.isEmpty() && entry.mandatory()) {
                throw new ForebayException(
                        StoreError.OBJECT_NOT_FOUND,
                        "file " + entry.uri() + " is mandatory in manifest " + manifest.uri() + " and does not exist");
            }
            Long size = entry.size();
            if (object.isPresent() && size != null && size != object.get().size()) {
                throw ManifestText.invalid("content_length of " + entry.uri() + " is " + size + ", but the file has "
                        + object.get().size() + " bytes");
            }
            object.filter(found -> found.size() > 0).ifPresent(objects::add);
        }
        return objects;
    }

    private byte[] bytes(StoredObject manifest) {
        if (manifest.size() > ManifestText.MOST_BYTES) {
            throw ManifestText.invalid(manifest.uri() + " is larger than " + ManifestText.MOST_BYTES + " bytes");
        }
        try (InputStream in = stores.openSteady(manifest)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ForebayException(CommonError.INTERNAL, "reading " + manifest.uri() + " broke off: " + e, e);
        }
    }
}
