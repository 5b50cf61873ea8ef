package io.forebay.server;

import io.forebay.engine.access.Login;
import io.forebay.engine.access.Who;
import io.forebay.engine.session.SessionFactory;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.server.tls.OwnCertificate;
import io.forebay.server.wire.TlsFiles;
import io.forebay.server.wire.WireLimits;
import io.forebay.server.wire.WireSettings;
import io.forebay.server.wire.auth.Credential;
import io.forebay.server.wire.auth.ScramVerifier;
import io.forebay.server.wire.auth.UserDirectory;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Who may connect, and from where. */
final class Access {
    /** The user that is always there. */
    static final String USER = Who.SERVER.name();

    /** How a verifier of a password starts. */
    private static final String STORED = "SCRAM-SHA-256$";

    private Access() {}

    static WireSettings wire(Settings settings) {
        Optional<Path> certificate = settings.find(Keys.CERTIFICATE);
        Optional<Path> key = settings.find(Keys.KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw new ForebayException(
                            CommonError.INVALID_PARAMETER,
                            "only one of " + Keys.CERTIFICATE.key() + " and " + Keys.KEY.key() + " is set")
                    .withHint("Set both, or none for a certificate that is made in the data folder.");
        }
        TlsFiles tls = certificate.isPresent() && key.isPresent()
                ? new TlsFiles(certificate.get(), key.get())
                : new OwnCertificate(settings.data(), Clock.systemUTC()).files();
        WireLimits limits = new WireLimits(
                settings.value(Keys.MAX_CONNECTIONS),
                WireLimits.DEFAULT.maxMessageBytes(),
                WireLimits.DEFAULT.loginTimeout(),
                WireLimits.DEFAULT.closeTimeout());
        return new WireSettings(settings.host(), settings.sqlPort(), tls, false, limits);
    }

    /** The server's own user by the settings, all others by the ledger. @param sessions knows the others */
    static UserDirectory users(Settings settings, SessionFactory sessions) {
        Credential own = settings.find(Keys.PASSWORD)
                .map(password -> Credential.password(read(password)))
                .orElseGet(Credential::withoutPassword);
        return new Directory(own, sessions, Clock.systemUTC());
    }

    private static ScramVerifier read(String password) {
        return password.startsWith(STORED) ? ScramVerifier.parse(password) : ScramVerifier.of(password);
    }

    /** What is stored of a password. */
    static String verifier(String password) {
        try {
            return read(password).stored();
        } catch (IllegalArgumentException e) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, "the password is " + e.getMessage());
        }
    }

    private record Directory(Credential own, SessionFactory sessions, Clock clock) implements UserDirectory {
        @Override
        public Optional<Credential> find(String user) {
            return user.equals(USER) ? Optional.of(own) : sessions.find(user).flatMap(this::credential);
        }

        /** Without a password nobody comes in, and after VALID UNTIL neither: as if there was no such user. */
        private Optional<Credential> credential(Login login) {
            Instant end = login.principal().validUntil();
            return login.verifier() == null || (end != null && !clock.instant().isBefore(end))
                    ? Optional.empty()
                    : Optional.of(Credential.password(ScramVerifier.parse(login.verifier())));
        }

        @Override
        public boolean open() {
            return own.findVerifier().isEmpty();
        }
    }
}
