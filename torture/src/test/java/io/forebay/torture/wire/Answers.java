package io.forebay.torture.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a server sent, taken apart; throws when it is no row of whole messages. */
final class Answers {
    private static final String KNOWN = "RSKZTtDCENIvn123s";

    private Answers() {}

    /** The SQLSTATE and message of each error. @throws AssertionError when the messages are broken */
    static List<String> errors(byte[] answered) {
        ByteBuffer in = ByteBuffer.wrap(answered);
        while (in.remaining() > 1 && in.get(0) == 'N' && encryptionRefused(in)) {
            in.get();
            in = in.slice();
        }
        if (in.remaining() == 1 && in.get(0) == 'N') {
            return List.of();
        }
        List<String> errors = new ArrayList<>();
        while (in.hasRemaining()) {
            require(in.remaining() >= 5, "a message is cut");
            char type = (char) in.get();
            int length = in.getInt() - 4;
            require(KNOWN.indexOf(type) >= 0, "unknown message " + (int) type);
            require(length >= 0 && length <= in.remaining(), "message " + type + " of " + length + " bytes");
            byte[] body = new byte[length];
            in.get(body);
            if (type == 'E') {
                errors.add(fields(body));
            }
        }
        return errors;
    }

    /** Whether the first byte is an answer of its own: a notice has a plausible length. */
    private static boolean encryptionRefused(ByteBuffer in) {
        return in.remaining() < 5 || in.getInt(1) < 4 || in.getInt(1) > in.remaining();
    }

    private static String fields(byte[] body) {
        require(body.length > 1 && body[body.length - 1] == 0 && body[body.length - 2] == 0, "an error is not ended");
        return new String(body, StandardCharsets.UTF_8).replace('\0', '|');
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
