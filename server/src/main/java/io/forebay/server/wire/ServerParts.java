package io.forebay.server.wire;

import io.forebay.engine.session.SessionFactory;
import io.forebay.server.wire.auth.UserDirectory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What all connections of a server share. */
record ServerParts(
        SessionFactory sessions,
        WireSettings settings,
        UserDirectory users,
        @Nullable SSLContext tls,
        CancelKeys cancelKeys,
        Connections connections) {}
