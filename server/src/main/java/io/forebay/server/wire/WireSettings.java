package io.forebay.server.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * @param host the address to listen on
 * @param port 0 for a free one
 * @param tls null to offer no TLS
 * @param requireTls refuse clients without TLS; those of other machines are refused without it in any case
 */
public record WireSettings(String host, int port, @Nullable TlsFiles tls, boolean requireTls, WireLimits limits) {
    public WireSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
        if (requireTls && tls == null) {
            throw new IllegalArgumentException("TLS is required, but no certificate is set");
        }
    }

    /** On this machine only, without TLS. */
    public static WireSettings loopback(int port) {
        return new WireSettings("127.0.0.1", port, null, false, WireLimits.DEFAULT);
    }

    public Optional<TlsFiles> findTls() {
        return Optional.ofNullable(tls);
    }
}
