package io.forebay.server;

import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.server.wire.TlsFiles;
import io.forebay.server.wire.WireLimits;
import io.forebay.server.wire.WireSettings;
import io.forebay.server.wire.auth.Credential;
import io.forebay.server.wire.auth.ScramVerifier;
import io.forebay.server.wire.auth.UserDirectory;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.nio.file.Path;
import java.util.Optional;

/** Who may connect, and from where. */
final class Access {
    /** The one user, until there are more. */
    static final String USER = "forebay";

    private Access() {}

    static WireSettings wire(Settings settings) {
        Optional<Path> certificate = settings.find(Keys.CERTIFICATE);
        Optional<Path> key = settings.find(Keys.KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw new ForebayException(
                            CommonError.INVALID_PARAMETER,
                            "only one of " + Keys.CERTIFICATE.key() + " and " + Keys.KEY.key() + " is set")
                    .withHint("Set both for TLS, or none.");
        }
        TlsFiles tls = certificate.isPresent() && key.isPresent() ? new TlsFiles(certificate.get(), key.get()) : null;
        WireLimits limits = new WireLimits(
                settings.value(Keys.MAX_CONNECTIONS),
                WireLimits.DEFAULT.maxMessageBytes(),
                WireLimits.DEFAULT.loginTimeout(),
                WireLimits.DEFAULT.closeTimeout());
        return new WireSettings(settings.host(), settings.sqlPort(), tls, false, limits);
    }

    static UserDirectory users(Settings settings) {
        return settings.find(Keys.PASSWORD).map(Access::withPassword).orElseGet(() -> UserDirectory.openTo(USER));
    }

    private static UserDirectory withPassword(String password) {
        ScramVerifier verifier =
                password.startsWith("SCRAM-SHA-256$") ? ScramVerifier.parse(password) : ScramVerifier.of(password);
        return new UserDirectory() {
            @Override
            public Optional<Credential> find(String user) {
                return user.equals(USER) ? Optional.of(Credential.password(verifier)) : Optional.empty();
            }

            @Override
            public boolean open() {
                return false;
            }
        };
    }
}
