package io.forebay.server.wire;

import io.forebay.engine.session.SessionFactory;
import io.forebay.server.wire.auth.UserDirectory;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for PostgreSQL clients and gives each a session. {@link #start} once, then {@link #close} from any thread; the
 * accepting thread keeps the Java process alive until then.
 */
public final class WireServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WireServer.class);
    private static final int BACKLOG = 128;
    private static final int STACK_BYTES = 1024 * 1024;
    private static final long ACCEPT_PAUSE_MILLIS = 100;

    private final ServerParts parts;
    private final ConnectionWatch watch;
    private final ServerSocket listener;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicLong threads = new AtomicLong();

    /** @throws ForebayException INVALID_PARAMETER when the TLS files can't be read or the address may not be used */
    public WireServer(SessionFactory sessions, WireSettings settings, UserDirectory users) {
        BindPolicy.check(settings, users);
        Connections connections = new Connections(settings.limits().maxConnections());
        parts = new ServerParts(
                sessions,
                settings,
                users,
                settings.findTls().map(TlsFiles::load).orElse(null),
                new CancelKeys(),
                connections);
        watch = new ConnectionWatch(connections, settings.limits().loginTimeout());
        listener = unbound();
    }

    private static ServerSocket unbound() {
        try {
            return new ServerSocket();
        } catch (IOException e) {
            throw new ForebayException(CommonError.INTERNAL, "no socket can be made: " + e.getMessage(), e);
        }
    }

    /** Binds and accepts connections from now on; INVALID_PARAMETER when the port is taken. */
    public void start() {
        WireSettings settings = parts.settings();
        try {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(BindPolicy.resolve(settings.host()), settings.port()), BACKLOG);
        } catch (IOException e) {
            throw new ForebayException(
                            CommonError.INVALID_PARAMETER,
                            "Can't listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage(),
                            e)
                    .withHint("Stop what uses the port, or choose another one; 0 picks a free one.");
        }
        new Thread(this::accept, "wire-accept").start();
        Thread watching = new Thread(watch, "wire-watch");
        watching.setDaemon(true);
        watching.start();
    }

    /** The port that it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!closing.get()) {
            try {
                serve(listener.accept());
            } catch (IOException | OutOfMemoryError e) {
                if (!closing.get()) {
                    log.warn("a connection could not be accepted", e);
                    pause();
                }
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        try {
            Connection connection = new Connection(parts, socket);
            Thread thread = new Thread(null, connection, "wire-" + threads.incrementAndGet(), STACK_BYTES);
            thread.setDaemon(true);
            parts.connections().add(connection).forEach(Connection::cutOff);
            startOrForget(thread, connection);
            if (closing.get()) {
                connection.cutOff();
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            socket.close();
            throw e;
        }
    }

    private void startOrForget(Thread thread, Connection connection) {
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            parts.connections().remove(connection);
            throw e;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ACCEPT_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops accepting, cancels what runs, tells every client 57P01, and returns when all sessions have ended or the
     * closing time is over; then the rest is cut off.
     */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        closeListener();
        Thread goodbye = new Thread(this::stopAll, "wire-close");
        goodbye.setDaemon(true);
        goodbye.start();
        try {
            if (!parts.connections()
                    .awaitEmpty(parts.settings().limits().closeTimeout().toNanos())) {
                log.warn(
                        "sessions did not end in time count={}",
                        parts.connections().all().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        parts.connections().all().forEach(Connection::cutOff);
        watch.close();
    }

    private void stopAll() {
        for (Connection connection : parts.connections().all()) {
            try {
                connection.stop();
            } catch (IOException e) {
                connection.cutOff();
            }
        }
    }

    private void closeListener() {
        try {
            listener.close();
        } catch (IOException e) {
            log.warn("the listening socket could not be closed", e);
        }
    }
}
