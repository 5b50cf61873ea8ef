package io.forebay.engine.schedule;

import io.forebay.engine.schedule.expression.Digest;
import java.util.HexFormat;

/** What executions and statements are called, by what has started them. */
final class Names {
    /** SOURCE: AWS Step Functions API Reference, "StartExecution". */
    private static final int LONGEST = 80;
    /** SOURCE: Amazon Redshift Data API Reference, "ExecuteStatement". */
    private static final int LONGEST_TOKEN = 64;

    private static final int DIGITS = 12;

    private Names() {}

    /** The same for the same delivery, and for no other. */
    static String of(Kept.Key owner, Delivery delivery) {
        String name = owner.shown();
        int room = LONGEST - delivery.id().length() - 1;
        if (!name.equals(owner.name()) || name.length() > room) {
            int left = Math.min(name.length(), room - DIGITS - 1);
            name = name.substring(0, left) + "-" + digits(owner.group() + "/" + owner.name());
        }
        return name + "-" + delivery.id();
    }

    static String token(String name) {
        return name.length() <= LONGEST_TOKEN
                ? name
                : name.substring(0, LONGEST_TOKEN - DIGITS - 1) + "-" + digits(name);
    }

    private static String digits(String text) {
        return HexFormat.of().formatHex(Digest.of(text)).substring(0, DIGITS);
    }
}
