package io.forebay.server.config;

import io.forebay.spi.ForebayException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Refuses settings that would let others in unasked. */
final class Exposure {
    private Exposure() {}

    static void check(Settings settings) {
        boolean certificate = settings.find(Keys.CERTIFICATE).isPresent();
        boolean key = settings.find(Keys.KEY).isPresent();
        if (certificate != key) {
            throw unsafe("sql.tls.certificate and sql.tls.key go together, only one of them is given", "Give both.");
        }
        if (settings.httpExposed() && (settings.accessKeys().isEmpty() || !certificate)) {
            throw unsafe(
                    "http-host " + settings.httpHost() + " can be reached by others, and there is no "
                            + (certificate ? "access key" : "TLS"),
                    "Set access-key, sql.tls.certificate and sql.tls.key, or leave http-host out.");
        }
        shell(settings);
        if (loopback(settings.host())) {
            return;
        }
        boolean password = settings.find(Keys.PASSWORD).isPresent();
        if (!password || !certificate) {
            String missing = password ? "TLS" : certificate ? "password" : "password and no TLS";
            throw unsafe(
                    "host " + settings.host() + " can be reached by others, and there is no " + missing,
                    "Set sql.password, sql.tls.certificate and sql.tls.key, or take host 127.0.0.1.");
        }
    }

    /** Whoever makes a state machine may run commands: others on this machine must not be able to. */
    private static void shell(Settings settings) {
        boolean allowed = settings.value(Keys.SHELL_ALLOW);
        boolean open =
                settings.accessKeys().isEmpty() && settings.find(Keys.PASSWORD).isEmpty();
        if (allowed && open) {
            throw unsafe(
                    "shell.allow lets state machines run commands, and whoever reaches the HTTP port may make them",
                    "Set access-key, or leave shell.allow out.");
        }
        if (!allowed && !settings.lambdaCommands().isEmpty()) {
            throw unsafe(
                    "lambda." + settings.lambdaCommands().keySet().iterator().next()
                            + " is a command, and shell.allow does not allow them",
                    "Set shell.allow to true, or give the function an address.");
        }
    }

    static boolean loopback(String host) {
        return address(host).isLoopbackAddress();
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new ForebayException(SettingError.WRONG_SETTING, "host \"" + host + "\" is not known here", e)
                    .withHint("Give an address of this machine, such as 127.0.0.1.");
        }
    }

    private static ForebayException unsafe(String message, String hint) {
        return new ForebayException(SettingError.UNSAFE_SETTINGS, message).withHint(hint);
    }
}
