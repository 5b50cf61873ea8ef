package io.forebay.format.avro.file;

import io.forebay.format.kit.source.Damage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a file says of itself. SOURCE: Apache Avro 1.12 specification, "Object container files".
 *
 * @param schema the writer's schema as JSON
 * @param sync the 16 bytes that are behind each block
 */
public record Header(String schema, Codec codec, byte[] sync) {
    static final byte[] MAGIC = {'O', 'b', 'j', 1};
    private static final int SYNC_BYTES = 16;
    private static final int MOST_BYTES = 16 << 20;

    /** @param bytes behind the magic */
    static Header read(FileBytes bytes, Damage damage) {
        Map<String, String> entries = new HashMap<>();
        long left = MOST_BYTES;
        for (long count = bytes.nextLong(); count != 0; count = bytes.nextLong()) {
            if (count < 0) {
                bytes.nextLong();
                count = -count;
            }
            if (count < 0 || count > left) {
                throw damage.of("its header says that it has " + count + " entries");
            }
            for (long i = 0; i < count; i++) {
                String key = text(bytes, left, damage);
                left -= key.length() + 1;
                String value = text(bytes, left, damage);
                left -= value.length() + 1;
                entries.put(key, value);
            }
        }
        String schema = entries.get("avro.schema");
        if (schema == null) {
            throw damage.of("its header has no schema");
        }
        Codec codec = Codec.of(entries.getOrDefault("avro.codec", "null"), damage);
        return new Header(schema, codec, Arrays.copyOf(bytes.next(SYNC_BYTES), SYNC_BYTES));
    }

    private static String text(FileBytes bytes, long most, Damage damage) {
        long length = bytes.nextLong();
        if (length < 0 || length > most) {
            throw damage.of("its header has an entry of " + length + " bytes; at most 16 MB are read");
        }
        return new String(bytes.next((int) length), 0, (int) length, StandardCharsets.UTF_8);
    }
}
