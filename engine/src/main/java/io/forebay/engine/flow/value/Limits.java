package io.forebay.engine.flow.value;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What Standard workflows may use. Source: the Step Functions Developer Guide, "Quotas", and the model of its API.
 */
public final class Limits {
    /** Bytes of UTF-8 of an input, output, result, or variable. */
    public static final int DATA = 262_144;
    /** Bytes of UTF-8 of all variables. */
    public static final int VARIABLES = 10 * 1024 * 1024;

    public static final int EVENTS = 25_000;
    public static final int NAME = 80;
    public static final int LABEL = 40;
    public static final int DEFINITION = 1_048_576;
    public static final int ERROR = 256;
    public static final int CAUSE = 32_768;
    public static final int NESTED_INTRINSICS = 10;
    /** Characters that Base64 and hash functions take. */
    public static final int ENCODED = 10_000;
    /** Elements of States.ArrayRange. */
    public static final int RANGE = 1_000;

    public static final int SECONDS = 99_999_999;
    public static final int MAP_ITEMS = 100_000_000;
    /** Seconds of a Wait state: 24,855 days. */
    public static final long WAIT = 24_855L * 86_400;

    private Limits() {}

    /** @throws StateFailure when it has too many bytes; the text is that of the service */
    public static JsonNode check(JsonNode data, String owner) {
        if (JsonSize.of(data) > DATA) {
            throw new StateFailure(
                    ErrorName.DATA_LIMIT,
                    "The state/task '" + owner
                            + "' returned a result with a size exceeding the maximum number of bytes service limit.");
        }
        return data;
    }

    public static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
