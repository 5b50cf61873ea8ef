package io.forebay.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.forebay.server.http.aws.AwsFront;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers requests: GET and HEAD of a few paths from this machine, and those to AWS's services. */
final class Front implements HttpHandler {
    private static final String TEXT = "text/plain; charset=utf-8";
    /** SOURCE: Prometheus documentation, "Exposition formats". */
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final Pages pages;
    private final AwsFront aws;

    Front(Pages pages, AwsFront aws) {
        this.pages = pages;
        this.aws = aws;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String host = exchange.getRequestHeaders().getFirst("Host");
            String method = exchange.getRequestMethod();
            boolean here =
                    ours(host) && exchange.getRemoteAddress().getAddress().isLoopbackAddress();
            boolean call = AwsFront.takes(exchange);
            if (!here && !(call && aws.keyed())) {
                answer(exchange, 421, TEXT, "This host is not served here.\n");
            } else if (call) {
                aws.answer(exchange);
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                answer(exchange, 405, TEXT, "Only GET and HEAD are taken.\n");
            } else {
                route(exchange);
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> answer(exchange, 200, "text/html; charset=utf-8", pages.home());
            case "/health" -> answer(exchange, 200, "application/json", pages.health());
            case "/metrics" -> answer(exchange, 200, METRICS, pages.metrics());
            default -> answer(exchange, 404, TEXT, "There is nothing here. See /, /health and /metrics.\n");
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(bytes.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /**
     * Whether a Host header names this machine by {@code localhost}, a name in it, or a loopback address; SDKs put
     * {@code sync-} before it for StartSyncExecution. A page of another site
     * whose name was pointed at this machine (DNS rebinding) is so kept from reading answers.
     */
    static boolean ours(@Nullable String header) {
        if (header == null) {
            return false;
        }
        String host = header.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("sync-localhost")
                || (host.matches("[0-9.]+|\\[[0-9a-f:.]+]") && loopback(host));
    }

    private static boolean loopback(String literal) {
        try {
            return InetAddress.getByName(literal).isLoopbackAddress();
        } catch (IOException e) {
            return false;
        }
    }
}
