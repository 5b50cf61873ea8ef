package io.forebay.engine.schedule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        return HexFormat.of().formatHex(digest(text)).substring(0, DIGITS);
    }

    /** 64 bits of a SHA-256. */
    static long hash(String text) {
        return ByteBuffer.wrap(digest(text)).getLong();
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
