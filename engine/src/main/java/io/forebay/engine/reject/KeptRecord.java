package io.forebay.engine.reject;

import io.forebay.spi.store.ObjectUri;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands in a table of REJECTS INTO.
 *
 * @param id its reject_id
 * @param line its line in the file, as a rejected row tells it
 * @param load the load that kept it
 * @param text null when there is none
 */
public record KeptRecord(long id, ObjectUri file, String etag, long line, long load, @Nullable KeptText text) {
    public Optional<KeptText> findText() {
        return Optional.ofNullable(text);
    }
}
