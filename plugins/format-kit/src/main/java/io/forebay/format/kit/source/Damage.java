package io.forebay.format.kit.source;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.store.ObjectUri;
import org.jspecify.annotations.Nullable;

/** Says of an object that it cannot be read, and why. */
public record Damage(ObjectUri object) {
    public ForebayException of(String why) {
        return of(why, null);
    }

    public ForebayException of(String why, @Nullable Throwable cause) {
        return new ForebayException(FormatError.DAMAGED_FILE, object + " is damaged: " + why, cause);
    }

    /** The bytes may be whole, but are nothing that is read. */
    public ForebayException unread(String why) {
        return new ForebayException(FormatError.DAMAGED_FILE, object + " cannot be read: " + why);
    }
}
