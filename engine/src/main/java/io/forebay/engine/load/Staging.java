package io.forebay.engine.load;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manifests of loads that the warehouse reads itself: put under one prefix of the store, deleted when the load is over.
 * What a server that died has left is swept away. Thread-safe. SOURCE: Amazon Redshift Database Developer Guide, "Using a
 * manifest to specify data files".
 */
final class Staging {
    private static final Logger log = LoggerFactory.getLogger(Staging.class);

    /** A load that still needs its manifest after so long is none. */
    private static final Duration LEFT = Duration.ofDays(1);

    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(6);
    private static final int PAGE = 1000;
    private static final Pattern NAME = Pattern.compile("forebay-\\d+-[0-9a-f-]{36}\\.manifest");

    private final Stores stores;
    private final ObjectUri prefix;
    private final Clock clock;
    private Instant swept = Instant.MIN;

    /** @param prefix ends with a slash; no job's files may lie under it */
    Staging(Stores stores, ObjectUri prefix, Clock clock) {
        this.stores = stores;
        this.prefix = prefix;
        this.clock = clock;
    }

    /** Puts the manifest of a load. Its name is used once, so that no other load can read it. */
    ObjectUri put(long loadId, List<StoredObject> objects) {
        sweepWhenDue();
        ObjectUri uri = prefix.withKey(prefix.key() + "forebay-" + loadId + "-" + UUID.randomUUID() + ".manifest");
        stores.of(uri).put(uri, text(objects).getBytes(StandardCharsets.UTF_8));
        return uri;
    }

    /** All are mandatory: a file that is gone meanwhile ends the load. Columnar formats need the sizes. */
    static String text(List<StoredObject> objects) {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = manifest.putArray("entries");
        for (StoredObject object : objects) {
            ObjectNode entry = entries.addObject();
            entry.put("url", object.uri().toString());
            entry.put("mandatory", true);
            entry.putObject("meta").put("content_length", object.size());
        }
        return manifest.toString();
    }

    /** Takes a manifest away again; one that cannot be now is swept later. */
    void delete(ObjectUri manifest) {
        try {
            stores.of(manifest).delete(manifest);
        } catch (ForebayException e) {
            log.info("a manifest is left for later object={} reason={}", manifest, e.getMessage());
        }
    }

    private void sweepWhenDue() {
        Instant now = clock.instant();
        synchronized (this) {
            if (now.isBefore(swept.plus(swept.equals(Instant.MIN) ? Duration.ZERO : BETWEEN_SWEEPS))) {
                return;
            }
            swept = now;
        }
        try {
            sweep(now.minus(LEFT));
        } catch (ForebayException e) {
            log.info("old manifests are left for later prefix={} reason={}", prefix, e.getMessage());
        }
    }

    private void sweep(Instant before) {
        ObjectStore store = stores.of(prefix);
        String after = "";
        while (true) {
            List<StoredObject> page = store.list(prefix, after, PAGE);
            if (page.isEmpty()) {
                return;
            }
            for (StoredObject object : page) {
                if (ours(object) && object.lastModified().isBefore(before)) {
                    store.delete(object.uri());
                }
            }
            after = page.get(page.size() - 1).uri().key();
        }
    }

    private boolean ours(StoredObject object) {
        return NAME.matcher(object.uri().key().substring(prefix.key().length())).matches();
    }
}
