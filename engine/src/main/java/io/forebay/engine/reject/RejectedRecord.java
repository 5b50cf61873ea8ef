package io.forebay.engine.reject;

import io.forebay.spi.format.RejectedRow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rejected row. @param text the record, when it is kept and has a text; else null */
public record RejectedRecord(RejectedRow row, @Nullable KeptText text) {
    public Optional<KeptText> findText() {
        return Optional.ofNullable(text);
    }

    /** About what it takes in memory, in bytes. */
    long size() {
        int characters = row.rawLine().length()
                + row.rawValue().length()
                + row.reason().length()
                + (text == null ? 0 : text.text().length());
        return 256 + 2L * characters;
    }
}
