package io.forebay.server.cli.pipeline;

import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.server.http.aws.AccessKey;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Where the server is, and how it knows us. */
public final class Connections {
    private Connections() {}

    /**
     * A client of the server that has these settings.
     *
     * @param host where it is instead; null as the settings say
     * @param port likewise
     * @param environment with {@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY}, which win over the settings
     */
    public static StatesClient client(
            Settings settings, @Nullable String host, @Nullable Integer port, Map<String, String> environment) {
        URI uri = uri(settings, host, port);
        Optional<Path> certificate = settings.find(Keys.CERTIFICATE).filter(Files::isReadable);
        boolean own = uri.getScheme().equals("https") && certificate.isPresent();
        return new StatesClient(uri, key(settings, environment), own ? trusted(certificate.get()) : null);
    }

    /** By https where the server answers so: on an address that others can reach. */
    static URI uri(Settings settings, @Nullable String host, @Nullable Integer port) {
        InetAddress address = address(host == null ? settings.httpHost() : host);
        String shown = host != null ? host : address.isAnyLocalAddress() ? "127.0.0.1" : settings.httpHost();
        int number = port == null ? settings.httpPort() : port;
        if (number == 0) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, "http-port 0 of the settings picks a free one")
                    .withHint("Say which one it was by --http-port.");
        }
        String bracketed = shown.contains(":") && !shown.startsWith("[") ? "[" + shown + "]" : shown;
        return URI.create((address.isLoopbackAddress() ? "http://" : "https://") + bracketed + ":" + number);
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new ForebayException(CommonError.CONNECTION_LOST, "host \"" + host + "\" is not known here", e);
        }
    }

    private static @Nullable AccessKey key(Settings settings, Map<String, String> environment) {
        String id = environment.get("AWS_ACCESS_KEY_ID");
        String secret = environment.get("AWS_SECRET_ACCESS_KEY");
        if (id != null && secret != null) {
            return new AccessKey(id, secret, environment.get("AWS_SESSION_TOKEN"));
        }
        List<AccessKey> keys = settings.accessKeys();
        return keys.isEmpty() ? null : keys.get(0);
    }

    /** Trusts a server's own certificate, or who has signed it. */
    static SSLContext trusted(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("server" + number++, each);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER, "the certificate " + file + " cannot be read: " + e, e);
        }
    }
}
