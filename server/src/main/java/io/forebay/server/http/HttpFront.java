package io.forebay.server.http;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.forebay.server.cli.Version;
import io.forebay.server.config.Settings;
import io.forebay.server.http.aws.AwsFront;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Listens for HTTP. Thread-safe. */
public final class HttpFront implements AutoCloseable {
    /** Of which most wait for statements of the Data API, if any runs. */
    private static final int THREADS = 128;

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
     * @param tls for an address that others can reach; null on a loopback address
     */
    public static HttpFront start(
            Settings settings, int sqlPort, Supplier<String> metrics, AwsFront aws, @Nullable SSLContext tls)
            throws IOException {
        limit();
        InetSocketAddress address = new InetSocketAddress(settings.httpHost(), settings.httpPort());
        HttpServer server = tls == null ? HttpServer.create(address, BACKLOG) : secure(address, tls);
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), HttpFront::thread);
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        Pages pages = new Pages(Version.read().forebay(), settings.host(), sqlPort, metrics);
        server.createContext("/", new Front(pages, aws));
        server.start();
        return new HttpFront(server, threads);
    }

    private static HttpServer secure(InetSocketAddress address, SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(address, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    /**
     * What the JDK's server reads once, at its first start: that small answers go out at once, seconds for a request and an
     * answer (StartSyncExecution waits five minutes for it), and its headers.
     */
    private static void limit() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "330");
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
