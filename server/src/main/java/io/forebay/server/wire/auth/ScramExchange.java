package io.forebay.server.wire.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forebay.server.wire.message.FatalWireException;
import io.forebay.server.wire.message.WireError;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The server's side of one SCRAM-SHA-256 exchange without channel binding: {@link #first}, then {@link #last}. SOURCE:
 * RFC 5802, sections 3 and 5; PostgreSQL's manual, "SASL Authentication".
 */
public final class ScramExchange {
    public static final String MECHANISM = "SCRAM-SHA-256";
    private static final byte[] MOCK_SECRET = randomBytes(32);
    private static final int NONCE_BYTES = 18;

    private final ScramVerifier verifier;
    private final boolean known;
    private final String serverNonce;
    private String gs2Header = "";
    private String clientFirstBare = "";
    private String nonce = "";
    private String serverFirst = "";

    /** @param credential empty for a user who does not exist or has no password: the exchange then looks the same and fails */
    public ScramExchange(String user, Optional<Credential> credential) {
        this(user, credential, Base64.getEncoder().encodeToString(randomBytes(NONCE_BYTES)));
    }

    ScramExchange(String user, Optional<Credential> credential, String serverNonce) {
        Optional<ScramVerifier> found = credential.flatMap(Credential::findVerifier);
        this.known = found.isPresent();
        this.verifier = found.orElseGet(() -> ScramVerifier.mock(MOCK_SECRET, user));
        this.serverNonce = serverNonce;
    }

    /** Whether a clear-text password is right; takes as long for a user who does not exist. */
    public boolean accepts(String password) {
        return verifier.matches(password) && known;
    }

    /** Takes the client's first message, gives the server's. */
    public String first(String clientFirst) throws FatalWireException {
        int second = clientFirst.indexOf(',', clientFirst.indexOf(',') + 1);
        if (second < 0 || !(clientFirst.startsWith("n,") || clientFirst.startsWith("y,"))) {
            throw malformed("channel binding is not offered, or the header is wrong");
        }
        gs2Header = clientFirst.substring(0, second + 1);
        clientFirstBare = clientFirst.substring(second + 1);
        String[] parts = clientFirstBare.split(",", -1);
        if (parts.length < 2 || !parts[0].startsWith("n=") || !parts[1].startsWith("r=") || parts[1].length() < 3) {
            throw malformed("user name and nonce expected");
        }
        nonce = parts[1].substring(2) + serverNonce;
        serverFirst = "r=" + nonce + ",s=" + verifier.saltText() + ",i=" + verifier.iterations();
        return serverFirst;
    }

    /** Takes the client's proof; gives the server's signature, or nothing when the proof is wrong. */
    public Optional<String> last(String clientFinal) throws FatalWireException {
        int proofAt = clientFinal.lastIndexOf(",p=");
        String[] parts = clientFinal.split(",", -1);
        if (proofAt < 0 || parts.length < 3 || !parts[0].startsWith("c=") || !parts[1].startsWith("r=")) {
            throw malformed("channel, nonce and proof expected");
        }
        String binding = Base64.getEncoder().encodeToString(gs2Header.getBytes(UTF_8));
        if (!parts[0].substring(2).equals(binding)) {
            throw malformed("the channel binding changed");
        }
        if (!MessageDigest.isEqual(parts[1].substring(2).getBytes(UTF_8), nonce.getBytes(UTF_8))) {
            throw malformed("the nonce changed");
        }
        byte[] authMessage =
                (clientFirstBare + "," + serverFirst + "," + clientFinal.substring(0, proofAt)).getBytes(UTF_8);
        boolean right = verifier.proves(decode(clientFinal.substring(proofAt + 3)), authMessage) && known;
        return right
                ? Optional.of("v=" + Base64.getEncoder().encodeToString(verifier.serverSignature(authMessage)))
                : Optional.empty();
    }

    private static byte[] decode(String base64) throws FatalWireException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw malformed("the proof is not base64");
        }
    }

    private static FatalWireException malformed(String detail) {
        return new FatalWireException(WireError.WIRE_PROTOCOL, "malformed SCRAM message: " + detail);
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
