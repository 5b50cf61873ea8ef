package io.forebay.server.wire;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The secrets by which another connection may end a session's statement; thread-safe. */
final class CancelKeys {
    private record Key(int secret, Runnable cancel) {}

    private final Map<Integer, Key> keys = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** Returns the secret to tell the client. */
    int register(int process, Runnable cancel) {
        int secret = random.nextInt();
        keys.put(process, new Key(secret, cancel));
        return secret;
    }

    void remove(int process) {
        keys.remove(process);
    }

    /** Does nothing when the two do not belong together. */
    void cancel(int process, int secret) {
        Key key = keys.get(process);
        if (key != null && key.secret == secret) {
            key.cancel.run();
        }
    }
}
