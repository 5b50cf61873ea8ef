package io.forebay.engine.external;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends requests, and posts JSON; what an address says of a login goes into a header. Follows no redirect. Thread-safe. */
public final class EndpointClient {
    /** A reply is larger than it may be. */
    public static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Duration timeout;
    private @Nullable HttpClient client;

    /** @param timeout how long a whole answer may take */
    public EndpointClient(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * The answer, whatever its status.
     *
     * @param most bytes of its body
     * @param cancelled ends the wait
     * @throws CancellationException when the wait was ended
     * @throws TimeoutException when it takes too long
     * @throws IOException TooLarge, or what broke the connection
     */
    public HttpResponse<byte[]> post(URI address, String json, int most, CompletableFuture<Void> cancelled)
            throws IOException, TimeoutException, InterruptedException {
        return send(request(address, json), most, cancelled);
    }

    /** As {@link #post}, of any request. */
    public HttpResponse<byte[]> send(HttpRequest request, int most, CompletableFuture<Void> cancelled)
            throws IOException, TimeoutException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> response = client().sendAsync(request, head -> new LimitedBody(most));
        try {
            CompletableFuture.anyOf(response, cancelled).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (cancelled.isDone()) {
                throw new CancellationException();
            }
            return response.get();
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            response.cancel(true);
        }
    }

    private static IOException failure(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause.getCause() instanceof TooLarge large) {
            return large;
        }
        return cause instanceof IOException broken ? broken : new IOException("the call failed", cause);
    }

    private static HttpRequest request(URI address, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(withoutLogin(address))
                .header("Content-Type", "application/json")
                .header("User-Agent", "forebay")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        String login = address.getUserInfo();
        if (login != null) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        return request.build();
    }

    /** The address as it may be shown. */
    public static URI withoutLogin(URI address) {
        return address.getRawUserInfo() == null
                ? address
                : URI.create(address.toString().replaceFirst("//[^/@]*@", "//"));
    }

    /** Made when it is first needed: it has a thread of its own. */
    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            client = made;
        }
        return made;
    }
}
