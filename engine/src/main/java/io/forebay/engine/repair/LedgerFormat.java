package io.forebay.engine.repair;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** What a job's exported ledger is told by. */
final class LedgerFormat {
    static final String NAME = "forebay-ledger";
    static final int VERSION = 1;
    /** Bytes of a line, at most. */
    static final int LINE = 1 << 16;

    private LedgerFormat() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static ForebayException refused(String what, @Nullable Throwable cause) {
        return new ForebayException(CommonError.INVALID_PARAMETER, "the exported ledger is not taken: " + what, cause)
                .withHint("Nothing of it was applied. Export it again.");
    }
}
