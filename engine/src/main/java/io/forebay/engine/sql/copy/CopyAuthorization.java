package io.forebay.engine.sql.copy;

import static io.forebay.engine.sql.copy.CopyParameter.*;

import io.forebay.engine.sql.CopyCommand.Authorization;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Redaction;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.MasterKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says how a COPY proves who it is; looks at keys but keeps none of them but the master key, and shows none. */
final class CopyAuthorization {
    private static final Set<String> NAMES =
            Set.of("aws_iam_role", "aws_access_key_id", "aws_secret_access_key", "token", "master_symmetric_key");

    private final CopyParameters given;

    CopyAuthorization(CopyParameters given) {
        this.given = given;
    }

    Authorization read() {
        if (given.has(IAM_ROLE)) {
            return role(given.argument(IAM_ROLE).orElse(""), masterKey());
        }
        if (given.has(ACCESS_KEY_ID)) {
            return keys(masterKey());
        }
        return given.argument(CREDENTIALS)
                .map(this::credentials)
                .orElseGet(() -> new Authorization(Authorization.Kind.NONE, "", masterKey()));
    }

    private Authorization credentials(String text) {
        if (text.equals(Redaction.MASK)) {
            return keys(null);
        }
        Map<String, String> parts = parts(text);
        if (parts.containsKey("master_symmetric_key") && !given.has(ENCRYPTED)) {
            throw wrong("master_symmetric_key in CREDENTIALS needs ENCRYPTED; add it");
        }
        MasterKey master = masterKey(CREDENTIALS, parts.get("master_symmetric_key"));
        String role = parts.get("aws_iam_role");
        boolean keys = parts.containsKey("aws_access_key_id") || parts.containsKey("aws_secret_access_key");
        if (role != null) {
            if (keys || parts.containsKey("token")) {
                throw wrong("CREDENTIALS holds aws_iam_role and keys; leave one out");
            }
            return role(role, master);
        }
        if (!parts.containsKey("aws_access_key_id") || !parts.containsKey("aws_secret_access_key")) {
            throw wrong("CREDENTIALS must be 'aws_iam_role=arn' or 'aws_access_key_id=…;aws_secret_access_key=…'");
        }
        return keys(master);
    }

    private static Authorization role(String role, @Nullable MasterKey master) {
        return new Authorization(Authorization.Kind.ROLE, role, master);
    }

    private static Authorization keys(@Nullable MasterKey master) {
        return new Authorization(Authorization.Kind.KEYS, "", master);
    }

    private @Nullable MasterKey masterKey() {
        return masterKey(
                MASTER_SYMMETRIC_KEY, given.argument(MASTER_SYMMETRIC_KEY).orElse(null));
    }

    private @Nullable MasterKey masterKey(CopyParameter parameter, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return MasterKey.parse(text);
        } catch (ForebayException e) {
            throw e.withPosition(given.offset(parameter) + 1);
        }
    }

    private Map<String, String> parts(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : text.split(";", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals);
            if (!NAMES.contains(name)) {
                throw wrong("CREDENTIALS has a part without a known name in front of =: expected aws_iam_role,"
                        + " aws_access_key_id, aws_secret_access_key, token or master_symmetric_key,"
                        + " in lower case and without blanks");
            }
            if (equals + 1 == part.length()) {
                throw wrong(name + " in CREDENTIALS is empty");
            }
            if (parts.put(name, part.substring(equals + 1)) != null) {
                throw wrong(name + " is given twice in CREDENTIALS");
            }
        }
        return parts;
    }

    private ForebayException wrong(String message) {
        return Mistake.syntax(given.offset(CREDENTIALS), message);
    }
}
