package io.forebay.server.wire;

import io.forebay.engine.session.SessionFactory;
import io.forebay.server.wire.auth.UserDirectory;
import java.io.IOException;

/** Opens what the server keeps to itself: one connection without a network. */
public final class WireDoor {
    private static final int PLACES = 10;

    private WireDoor() {}

    /** All that the server answers to a client that sends these bytes and closes its side. */
    public static byte[] converse(SessionFactory sessions, UserDirectory users, byte[] sent) throws IOException {
        Connections connections = new Connections(PLACES);
        ServerParts parts =
                new ServerParts(sessions, WireSettings.loopback(0), users, null, new CancelKeys(), connections);
        try (MemorySocket socket = new MemorySocket(sent)) {
            Connection connection = new Connection(parts, socket);
            connections.add(connection);
            connection.run();
            if (!connections.all().isEmpty() || !socket.isClosed()) {
                throw new AssertionError("the connection was not closed");
            }
            return socket.answered();
        }
    }
}
