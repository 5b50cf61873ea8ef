package io.forebay.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Carries the SDK's requests with Java's own HTTP client. Why not one of the SDK's: {@code HttpURLConnection} cannot be
 * disconnected while another thread hangs in a read, and the others bring a library each.
 */
final class JdkHttpClient implements SdkHttpClient {
    private final HttpClient client;
    private final Duration readTimeout;
    private final ReadWatchdog watchdog;
    private final ThreadLocal<@Nullable CallScope> scopes = new ThreadLocal<>();

    JdkHttpClient(Duration connectTimeout, Duration readTimeout) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout);
        ProxySelector proxies = ProxySelector.getDefault();
        if (proxies != null) {
            builder.proxy(proxies);
        }
        this.client = builder.build();
        this.readTimeout = readTimeout;
        this.watchdog = new ReadWatchdog(readTimeout);
    }

    /** Requests that this thread makes inside end when the scope is cancelled. */
    <T> T within(CallScope scope, Supplier<T> work) {
        scopes.set(scope);
        try {
            return work.get();
        } finally {
            scopes.remove();
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Call(request);
    }

    @Override
    public String clientName() {
        return "Jdk";
    }

    @Override
    public void close() {
        watchdog.close();
    }

    private final class Call implements ExecutableHttpRequest {
        private final HttpExecuteRequest request;
        private volatile @Nullable CompletableFuture<?> sent;

        Call(HttpExecuteRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            CompletableFuture<HttpResponse<InputStream>> answer = client.sendAsync(
                    JdkHttpRequests.of(request, readTimeout), HttpResponse.BodyHandlers.ofInputStream());
            sent = answer;
            CallScope scope = scopes.get();
            if (scope != null) {
                scope.begin(answer);
            }
            return response(await(answer));
        }

        @Override
        public void abort() {
            CompletableFuture<?> answer = sent;
            if (answer != null) {
                answer.cancel(true);
            }
        }

        private HttpResponse<InputStream> await(CompletableFuture<HttpResponse<InputStream>> answer)
                throws IOException {
            try {
                return answer.get();
            } catch (InterruptedException e) {
                answer.cancel(true);
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted", e);
            } catch (CancellationException e) {
                throw new IOException("The request was cancelled", e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
            }
        }

        private HttpExecuteResponse response(HttpResponse<InputStream> answer) {
            if (request.httpRequest().method() == SdkHttpMethod.HEAD) {
                // The SDK would decompress what is not there, of an object with a Content-Encoding.
                closeQuietly(answer.body());
                return HttpExecuteResponse.builder()
                        .response(SdkHttpFullResponse.builder()
                                .statusCode(answer.statusCode())
                                .headers(answer.headers().map())
                                .build())
                        .build();
            }
            InputStream body = watchdog.watch(answer.body());
            AbortableInputStream content = AbortableInputStream.create(body, () -> closeQuietly(body));
            return HttpExecuteResponse.builder()
                    .response(SdkHttpFullResponse.builder()
                            .statusCode(answer.statusCode())
                            .headers(answer.headers().map())
                            .content(content)
                            .build())
                    .responseBody(content)
                    .build();
        }
    }

    private static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
