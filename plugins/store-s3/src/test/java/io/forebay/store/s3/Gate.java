package io.forebay.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Passes connections on to a port of this machine, until it is shut: then it breaks them and takes no more. */
public final class Gate implements AutoCloseable {
    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong refused = new AtomicLong();
    private final ServerSocket server;
    private volatile boolean open = true;

    public Gate(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        this.port = server.getLocalPort();
        start(this::accept);
    }

    public int port() {
        return port;
    }

    public void shut() throws IOException {
        open = false;
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    public void open() {
        open = true;
    }

    /** How many connections were broken at once. */
    public long refused() {
        return refused.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        shut();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                if (open) {
                    pass(from);
                } else {
                    refused.incrementAndGet();
                    from.close();
                }
            } catch (IOException e) {
                refused.incrementAndGet();
            }
        }
    }

    private void pass(Socket from) throws IOException {
        Socket to = new Socket(InetAddress.getByName("127.0.0.1"), target);
        sockets.add(from);
        sockets.add(to);
        start(() -> copy(from, to));
        start(() -> copy(to, from));
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            sockets.remove(from);
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "gate");
        thread.setDaemon(true);
        thread.start();
    }
}
