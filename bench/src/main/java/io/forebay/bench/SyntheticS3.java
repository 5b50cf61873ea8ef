package io.forebay.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** S3's ListObjectsV2 on 127.0.0.1 over keys that are made as they are asked for, numbered and in order. */
final class SyntheticS3 implements AutoCloseable {
    private static final String START = "in/2026-11-21/part-";
    private static final int PAGE = 1000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final AtomicInteger calls = new AtomicInteger();
    private volatile int keys;

    SyntheticS3(int keys) throws IOException {
        this.keys = keys;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void keys(int now) {
        keys = now;
    }

    int calls() {
        return calls.get();
    }

    static String key(int number) {
        return START + String.format(Locale.ROOT, "%09d", number) + "-c000.gz";
    }

    static String etag(int number) {
        return String.format(Locale.ROOT, "%016x%016x", number * 0x9E3779B97F4A7C15L, number * 0xC2B2AE3D27D4EB4FL);
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        int from = 0;
        for (String part : exchange.getRequestURI().getRawQuery().split("&")) {
            if (part.startsWith("start-after=")) {
                String after = URLDecoder.decode(part.substring("start-after=".length()), StandardCharsets.UTF_8);
                from = Integer.parseInt(after.substring(START.length(), START.length() + 9)) + 1;
            }
        }
        byte[] bytes = page(from, Math.min(keys, from + PAGE)).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String page(int from, int to) {
        StringBuilder xml = new StringBuilder(320 * PAGE);
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>lake</Name>")
                .append("<Prefix>in/</Prefix><KeyCount>")
                .append(to - from)
                .append("</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>")
                .append(to < keys)
                .append("</IsTruncated>");
        for (int number = from; number < to; number++) {
            xml.append("<Contents><Key>")
                    .append(key(number))
                    .append("</Key><LastModified>2026-11-21T00:00:00.000Z</LastModified><ETag>&quot;")
                    .append(etag(number))
                    .append("&quot;</ETag><Size>1000</Size><StorageClass>STANDARD</StorageClass></Contents>");
        }
        return xml.append("</ListBucketResult>").toString();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
