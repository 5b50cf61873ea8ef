package io.forebay.server;

import io.forebay.server.config.Settings;
import io.forebay.server.http.HttpFront;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Holds the two ports; what is behind the SQL port is still to come. */
public final class Server implements AutoCloseable {
    private final ServerSocket sql;
    private final HttpFront http;

    private Server(ServerSocket sql, HttpFront http) {
        this.sql = sql;
        this.http = http;
    }

    public static Server start(Settings settings) {
        try {
            ServerSocket sql = new ServerSocket(settings.sqlPort(), 50, InetAddress.getByName(settings.host()));
            return new Server(sql, HttpFront.start(settings, sql.getLocalPort()));
        } catch (IOException e) {
            throw new ForebayException(CommonError.CONNECTION_LOST, "cannot listen: " + e.getMessage(), e);
        }
    }

    public int sqlPort() {
        return sql.getLocalPort();
    }

    public int httpPort() {
        return http.port();
    }

    @Override
    public void close() {
        http.close();
        try {
            sql.close();
        } catch (IOException e) {
            throw new ForebayException(CommonError.CONNECTION_LOST, "cannot stop listening: " + e.getMessage(), e);
        }
    }
}
