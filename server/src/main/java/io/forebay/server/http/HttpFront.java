package io.forebay.server.http;

import com.sun.net.httpserver.HttpServer;
import io.forebay.server.cli.Version;
import io.forebay.server.config.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Listens for HTTP. Thread-safe. */
public final class HttpFront implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int WAITING = 64;
    private static final int BACKLOG = 64;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;

    private HttpFront(HttpServer server, ThreadPoolExecutor threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * @param sqlPort the port that the SQL front really has
     * @param metrics what {@code /metrics} answers, in Prometheus' text format
     */
    public static HttpFront start(Settings settings, int sqlPort, Supplier<String> metrics) throws IOException {
        limit();
        HttpServer server = HttpServer.create(new InetSocketAddress(settings.httpHost(), settings.httpPort()), BACKLOG);
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), HttpFront::thread);
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        Pages pages = new Pages(Version.read().forebay(), settings.host(), sqlPort, metrics);
        server.createContext("/", new Front(pages));
        server.start();
        return new HttpFront(server, threads);
    }

    /** What the JDK's server reads once, at its first start: seconds for a request and an answer, and its headers. */
    private static void limit() {
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        System.setProperty("sun.net.httpserver.maxReqHeaders", "100");
        System.setProperty("jdk.httpserver.maxConnections", "200");
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "http");
        thread.setDaemon(true);
        return thread;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
