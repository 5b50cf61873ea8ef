package io.forebay.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server, and cuts the connection of a COPY at its COMMIT, once. */
final class CuttingProxy implements AutoCloseable {
    /** Where a connection is cut. */
    enum Cut {
        /** The server never sees the COMMIT. */
        REQUEST,
        /** The server commits, and its reply is lost. */
        REPLY
    }

    private final int server;
    private final Cut cut;
    private final ServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();

    CuttingProxy(int server, Cut cut) throws IOException {
        this.server = server;
        this.cut = cut;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How many connections were cut. */
    int cuts() {
        return cuts.get();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), server);
                open.add(client);
                open.add(to);
                new Way(client, to);
            }
        } catch (IOException e) {
            // The proxy was closed.
        }
    }

    /** One connection. */
    private final class Way {
        private final Socket client;
        private final Socket to;
        private boolean copies;
        private volatile boolean cutting;

        Way(Socket client, Socket to) {
            this.client = client;
            this.to = to;
            start(() -> pump(client, to, true));
            start(() -> pump(to, client, false));
        }

        private void pump(Socket from, Socket into, boolean request) {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = into.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!(request ? passes(new String(buffer, 0, read, StandardCharsets.ISO_8859_1)) : !cutting)) {
                        return;
                    }
                    out.write(buffer, 0, read);
                    out.flush();
                }
            } catch (IOException e) {
                // The other side has closed.
            } finally {
                close(client);
                close(to);
            }
        }

        private boolean passes(String sent) {
            copies |= sent.contains("COPY \"public\"");
            if (!copies || !sent.contains("COMMIT") || cuts.get() > 0) {
                return true;
            }
            cuts.incrementAndGet();
            cutting = true;
            return cut == Cut.REPLY;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
        open.forEach(CuttingProxy::close);
    }
}
