package io.forebay.server.wire;

import java.time.Duration;

/**
 * @param maxConnections sessions that may be open; a further one is told 53300
 * @param maxMessageBytes the longest statement or set of parameters
 * @param loginTimeout what a client has from connecting to its first ReadyForQuery
 * @param closeTimeout what {@link WireServer#close} waits for sessions to end by themselves
 */
public record WireLimits(int maxConnections, int maxMessageBytes, Duration loginTimeout, Duration closeTimeout) {
    public static final WireLimits DEFAULT =
            new WireLimits(500, 64 * 1024 * 1024, Duration.ofSeconds(30), Duration.ofSeconds(10));

    public WireLimits {
        if (maxConnections < 1 || maxMessageBytes < 1024) {
            throw new IllegalArgumentException("at least 1 connection and 1024 bytes a message are needed");
        }
    }
}
