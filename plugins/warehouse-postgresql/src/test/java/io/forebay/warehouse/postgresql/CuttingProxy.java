package io.forebay.warehouse.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between a warehouse and its server on 127.0.0.1, and loses a connection at its COMMIT once that is asked for. */
final class CuttingProxy implements AutoCloseable {
    /** Where the next COMMIT is lost. */
    enum Cut {
        NONE,
        /** It never comes to the server, whose process stays behind with the open transaction. */
        ON_THE_WAY,
        /** It is sent on, and the client is cut off at once; the server's process hears nothing of that. */
        SENT,
        /** The server has answered; the answer is thrown away. */
        REPLY,
        /** The same, and all other connections are lost with it. */
        REPLY_AND_ALL
    }

    private static final String COMMIT = "COMMIT\0";

    private final int server;
    private final ServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NONE);
    private volatile Runnable beforeCut = () -> {};

    CuttingProxy(int server) {
        this.server = server;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    void cut(Cut where) {
        next.set(where);
    }

    /** What is done before the client is cut off from the answer. */
    void beforeCut(Runnable work) {
        beforeCut = work;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket backend = new Socket(InetAddress.getLoopbackAddress(), server);
                open.add(client);
                open.add(backend);
                AtomicReference<Cut> cut = new AtomicReference<>(Cut.NONE);
                start(() -> pump(client, backend, cut, true));
                start(() -> pump(backend, client, cut, false));
            } catch (IOException e) {
                if (socket.isClosed()) {
                    return;
                }
            }
        }
    }

    private void pump(Socket from, Socket to, AtomicReference<Cut> cut, boolean toServer) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int length;
            while ((length = in.read(buffer)) >= 0) {
                boolean commit = new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(COMMIT);
                if (commit && (toServer ? !request(from, to, cut, buffer, length) : !reply(to, cut))) {
                    return;
                }
                if (!(commit && toServer)) {
                    out.write(buffer, 0, length);
                }
            }
            close(to);
        } catch (IOException e) {
            close(to);
            close(from);
        }
    }

    private boolean request(Socket client, Socket backend, AtomicReference<Cut> cut, byte[] buffer, int length)
            throws IOException {
        cut.set(next.getAndSet(Cut.NONE));
        if (cut.get() == Cut.ON_THE_WAY) {
            close(client);
            return false;
        }
        backend.getOutputStream().write(buffer, 0, length);
        if (cut.get() == Cut.SENT) {
            close(client);
            return false;
        }
        return true;
    }

    private boolean reply(Socket client, AtomicReference<Cut> cut) {
        if (cut.get() == Cut.NONE) {
            return true;
        }
        beforeCut.run();
        if (cut.get() == Cut.REPLY_AND_ALL) {
            open.forEach(CuttingProxy::close);
        }
        close(client);
        return false;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(CuttingProxy::close);
    }
}
