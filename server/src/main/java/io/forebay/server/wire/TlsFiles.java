package io.forebay.server.wire;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * @param certificateChain PEM, the server's own certificate first
 * @param privateKey PEM, PKCS#8 without a password: RSA, EC or EdDSA
 */
public record TlsFiles(Path certificateChain, Path privateKey) {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final String[] KEY_KINDS = {"RSA", "EC", "EdDSA"};

    /** Reads both files; INVALID_PARAMETER says which one is wrong. */
    public SSLContext load() {
        try {
            Certificate[] chain = certificates();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key(), new char[0], chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw bad("TLS can't be set up from " + certificateChain + " and " + privateKey + ": " + e.getMessage(), e);
        }
    }

    private Certificate[] certificates() {
        try (InputStream in = Files.newInputStream(certificateChain)) {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(new Certificate[0]);
            if (chain.length > 0) {
                return chain;
            }
            throw new IOException("it holds no certificate");
        } catch (IOException | GeneralSecurityException e) {
            throw bad("The TLS certificate file " + certificateChain + " can't be read: " + e.getMessage(), e);
        }
    }

    private PrivateKey key() throws GeneralSecurityException {
        byte[] encoded = keyBytes();
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                continue;
            }
        }
        throw bad("The TLS key file " + privateKey + " holds no RSA, EC or EdDSA key.", null);
    }

    private byte[] keyBytes() {
        try {
            Matcher matcher = PKCS8.matcher(Files.readString(privateKey));
            if (matcher.find()) {
                return Base64.getMimeDecoder().decode(matcher.group(1));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw bad("The TLS key file " + privateKey + " can't be read: " + e.getMessage(), e);
        }
        throw bad("The TLS key file " + privateKey + " holds no unencrypted PKCS#8 key (BEGIN PRIVATE KEY).", null)
                .withHint("Convert it: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEWKEY");
    }

    private static ForebayException bad(String message, @Nullable Exception cause) {
        return new ForebayException(CommonError.INVALID_PARAMETER, message, cause);
    }
}
