package io.forebay.engine.sql.copy;

import static io.forebay.engine.sql.copy.CopyParameter.*;

import io.forebay.engine.sql.CopyCommand.Authorization;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Redaction;
import io.forebay.spi.ForebayException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Says how a COPY proves who it is; looks at keys but never keeps or shows them. */
final class CopyAuthorization {
    private static final Authorization NONE = new Authorization(Authorization.Kind.NONE, "");
    private static final Authorization KEYS = new Authorization(Authorization.Kind.KEYS, "");
    private static final Set<String> NAMES =
            Set.of("aws_iam_role", "aws_access_key_id", "aws_secret_access_key", "token", "master_symmetric_key");

    private final CopyParameters given;

    CopyAuthorization(CopyParameters given) {
        this.given = given;
    }

    Authorization read() {
        if (given.has(IAM_ROLE)) {
            return new Authorization(
                    Authorization.Kind.ROLE, given.argument(IAM_ROLE).orElse(""));
        }
        if (given.has(ACCESS_KEY_ID)) {
            return KEYS;
        }
        return given.argument(CREDENTIALS).map(this::credentials).orElse(NONE);
    }

    private Authorization credentials(String text) {
        if (text.equals(Redaction.MASK)) {
            return KEYS;
        }
        Map<String, String> parts = parts(text);
        if (parts.containsKey("master_symmetric_key") && !given.has(ENCRYPTED)) {
            throw wrong("master_symmetric_key in CREDENTIALS needs ENCRYPTED; add it");
        }
        String role = parts.get("aws_iam_role");
        boolean keys = parts.containsKey("aws_access_key_id") || parts.containsKey("aws_secret_access_key");
        if (role != null) {
            if (keys || parts.containsKey("token")) {
                throw wrong("CREDENTIALS holds aws_iam_role and keys; leave one out");
            }
            return new Authorization(Authorization.Kind.ROLE, role);
        }
        if (!parts.containsKey("aws_access_key_id") || !parts.containsKey("aws_secret_access_key")) {
            throw wrong("CREDENTIALS must be 'aws_iam_role=arn' or 'aws_access_key_id=…;aws_secret_access_key=…'");
        }
        return KEYS;
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
