package io.forebay.warehouse.redshift.load;

import io.forebay.spi.store.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of a load by the names that Redshift's views show: cut at 256 bytes, without blanks at their end. */
final class FileNames {
    private static final int SHOWN = 256;

    private final Map<String, List<StoredObject>> files = new HashMap<>();

    FileNames(List<StoredObject> objects) {
        for (StoredObject object : objects) {
            String name = object.uri().toString();
            add(name, object);
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > SHOWN) {
                add(new String(Arrays.copyOf(bytes, SHOWN), StandardCharsets.UTF_8), object);
                add(new String(bytes, 0, wholeCharacters(bytes), StandardCharsets.UTF_8), object);
            }
        }
    }

    /** The bytes of the characters that are not cut themselves. */
    private static int wholeCharacters(byte[] bytes) {
        int end = SHOWN;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    private void add(String name, StoredObject object) {
        List<StoredObject> alike = files.computeIfAbsent(name.stripTrailing(), shown -> new ArrayList<>());
        if (!alike.contains(object)) {
            alike.add(object);
        }
    }

    /** Those that a shown name may stand for; empty for a name of none. */
    List<StoredObject> of(String shown) {
        return files.getOrDefault(shown.stripTrailing(), List.of());
    }
}
