package io.forebay.server.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.server.wire.auth.Credential;
import io.forebay.server.wire.auth.UserDirectory;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BindPolicyTest {
    private static final UserDirectory OPEN = UserDirectory.openTo("forebay");
    private static final TlsFiles TLS = new TlsFiles(Path.of("a.crt"), Path.of("a.key"));
    private static final UserDirectory CLOSED = new UserDirectory() {
        @Override
        public Optional<Credential> find(String user) {
            return Optional.empty();
        }

        @Override
        public boolean open() {
            return false;
        }
    };

    private static WireSettings settings(String host, @Nullable TlsFiles tls) {
        return new WireSettings(host, 0, tls, false, WireLimits.DEFAULT);
    }

    @Test
    void takesThisMachinesOwnAddresses() {
        for (String host : new String[] {"127.0.0.1", "127.1.2.3", "::1", "localhost"}) {
            assertThatCode(() -> BindPolicy.check(settings(host, null), OPEN)).doesNotThrowAnyException();
        }
    }

    @Test
    void refusesOtherAddressesWithoutPasswordsOrTls() {
        for (String host : new String[] {"0.0.0.0", "::", "192.0.2.1"}) {
            assertThatThrownBy(() -> BindPolicy.check(settings(host, TLS), OPEN))
                    .hasMessageContaining("Refused to listen on " + host)
                    .hasMessageContaining("no user has a password");
            assertThatThrownBy(() -> BindPolicy.check(settings(host, null), CLOSED))
                    .hasMessageContaining("TLS is off");
            assertThatCode(() -> BindPolicy.check(settings(host, TLS), CLOSED)).doesNotThrowAnyException();
        }
    }

    @Test
    void refusesAHostThatNobodyKnows() {
        assertThatThrownBy(() -> BindPolicy.check(settings("no such host", null), OPEN))
                .hasMessageContaining("no such host");
    }
}
