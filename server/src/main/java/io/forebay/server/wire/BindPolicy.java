package io.forebay.server.wire;

import io.forebay.server.wire.auth.UserDirectory;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Which addresses a server may listen on: this machine's own always, others only with passwords and TLS. */
public final class BindPolicy {
    private BindPolicy() {}

    /** Throws INVALID_PARAMETER when the settings would let strangers in. */
    public static void check(WireSettings settings, UserDirectory users) {
        if (resolve(settings.host()).isLoopbackAddress()) {
            return;
        }
        if (users.open()) {
            throw refusal(settings, "no user has a password", "Set a password first, or use the host 127.0.0.1.");
        }
        if (settings.tls() == null) {
            throw refusal(settings, "TLS is off", "Set a TLS certificate and key, or use the host 127.0.0.1.");
        }
    }

    static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, "The host " + host + " is not known.", e);
        }
    }

    private static ForebayException refusal(WireSettings settings, String reason, String hint) {
        return new ForebayException(
                        CommonError.INVALID_PARAMETER,
                        "Refused to listen on " + settings.host() + ", which other machines can reach, while " + reason
                                + ".")
                .withHint(hint);
    }
}
