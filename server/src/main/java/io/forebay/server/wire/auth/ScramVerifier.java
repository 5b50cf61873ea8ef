package io.forebay.server.wire.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server keeps of a password. It proves the password to be right, and cannot be turned back into it. SOURCE: RFC
 * 5802 and 7677; the written form is PostgreSQL's ({@code pg_authid.rolpassword}).
 */
public final class ScramVerifier {
    static final int ITERATIONS = 4096;
    static final int SALT_BYTES = 16;
    private static final int MAX_ITERATIONS = 10_000_000;
    private static final Pattern FORM =
            Pattern.compile("SCRAM-SHA-256\\$(\\d{1,8}):([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)");

    private final int iterations;
    private final byte[] salt;
    private final byte[] storedKey;
    private final byte[] serverKey;

    private ScramVerifier(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
        this.iterations = iterations;
        this.salt = salt;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
    }

    /** Makes one with a random salt. */
    public static ScramVerifier of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return of(password, salt, ITERATIONS);
    }

    static ScramVerifier of(String password, byte[] salt, int iterations) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("an empty password");
        }
        byte[] salted = ScramCrypto.saltedPassword(SaslPrep.prepare(password).getBytes(UTF_8), salt, iterations);
        byte[] clientKey = ScramCrypto.hmac(salted, "Client Key".getBytes(UTF_8));
        byte[] serverKey = ScramCrypto.hmac(salted, "Server Key".getBytes(UTF_8));
        return new ScramVerifier(iterations, salt.clone(), ScramCrypto.sha256(clientKey), serverKey);
    }

    /** One for a user who does not exist: the same salt at each try, and no password fits. */
    static ScramVerifier mock(byte[] secret, String user) {
        byte[] salt = Arrays.copyOf(ScramCrypto.hmac(secret, user.getBytes(UTF_8)), SALT_BYTES);
        byte[] noKey = new byte[32];
        new SecureRandom().nextBytes(noKey);
        return new ScramVerifier(ITERATIONS, salt, noKey, noKey);
    }

    /**
     * Reads {@code SCRAM-SHA-256$4096:salt$stored:server}.
     *
     * @throws IllegalArgumentException when the text is of another form; the message does not repeat it
     */
    public static ScramVerifier parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not of the form SCRAM-SHA-256$iterations:salt$stored:server");
        }
        int iterations = Integer.parseInt(matcher.group(1));
        byte[] salt = Base64.getDecoder().decode(matcher.group(2));
        byte[] stored = Base64.getDecoder().decode(matcher.group(3));
        byte[] server = Base64.getDecoder().decode(matcher.group(4));
        if (iterations < 1 || iterations > MAX_ITERATIONS || stored.length != 32 || server.length != 32) {
            throw new IllegalArgumentException("iterations or key lengths of a SCRAM-SHA-256 verifier are wrong");
        }
        return new ScramVerifier(iterations, salt, stored, server);
    }

    /** The form that {@link #parse} reads: to be stored, not to be shown. */
    public String stored() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "SCRAM-SHA-256$" + iterations + ":" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(storedKey) + ":" + base64.encodeToString(serverKey);
    }

    /** Whether a password is the one; takes a few milliseconds on purpose. */
    public boolean matches(String password) {
        return !password.isEmpty() && MessageDigest.isEqual(of(password, salt, iterations).storedKey, storedKey);
    }

    int iterations() {
        return iterations;
    }

    String saltText() {
        return Base64.getEncoder().encodeToString(salt);
    }

    /** Whether the client's proof was made with the password. */
    boolean proves(byte[] proof, byte[] authMessage) {
        byte[] clientKey = ScramCrypto.hmac(storedKey, authMessage);
        if (proof.length != clientKey.length) {
            return false;
        }
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= proof[i];
        }
        return MessageDigest.isEqual(ScramCrypto.sha256(clientKey), storedKey);
    }

    byte[] serverSignature(byte[] authMessage) {
        return ScramCrypto.hmac(serverKey, authMessage);
    }

    @Override
    public String toString() {
        return "ScramVerifier";
    }
}
