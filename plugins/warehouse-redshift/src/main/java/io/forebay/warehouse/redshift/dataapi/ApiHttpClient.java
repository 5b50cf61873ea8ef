package io.forebay.warehouse.redshift.dataapi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Carries the SDK's calls with Java's own HTTP client: small bodies, whole before they are looked at. */
public final class ApiHttpClient implements SdkHttpClient {
    /** Java's client writes these itself. */
    private static final Set<String> ITS_OWN = Set.of("host", "content-length", "connection", "expect");

    private final HttpClient client;
    private final Duration timeout;

    /** @param timeout of a whole call */
    public ApiHttpClient(Duration timeout) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout);
        ProxySelector proxies = ProxySelector.getDefault();
        if (proxies != null) {
            builder.proxy(proxies);
        }
        this.client = builder.build();
        this.timeout = timeout;
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
        // Java's client has nothing to close.
    }

    private final class Call implements ExecutableHttpRequest {
        private final HttpExecuteRequest request;
        private volatile @Nullable CompletableFuture<?> sent;

        Call(HttpExecuteRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            CompletableFuture<HttpResponse<byte[]>> answer =
                    client.sendAsync(written(), HttpResponse.BodyHandlers.ofByteArray());
            sent = answer;
            HttpResponse<byte[]> whole = await(answer);
            SdkHttpFullResponse.Builder response = SdkHttpFullResponse.builder().statusCode(whole.statusCode());
            whole.headers().map().forEach(response::putHeader);
            return HttpExecuteResponse.builder()
                    .response(response.build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(whole.body())))
                    .build();
        }

        private HttpRequest written() throws IOException {
            SdkHttpRequest wanted = request.httpRequest();
            byte[] body = new byte[0];
            if (request.contentStreamProvider().isPresent()) {
                try (InputStream in = request.contentStreamProvider().get().newStream()) {
                    body = in.readAllBytes();
                }
            }
            HttpRequest.Builder builder = HttpRequest.newBuilder(wanted.getUri())
                    .method(wanted.method().name(), HttpRequest.BodyPublishers.ofByteArray(body));
            wanted.forEachHeader((name, values) -> {
                if (!ITS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> builder.header(name, value));
                }
            });
            return builder.build();
        }

        private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer) throws IOException {
            try {
                return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                answer.cancel(true);
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted", e);
            } catch (TimeoutException e) {
                answer.cancel(true);
                throw new IOException("No answer within " + timeout.toSeconds() + " s", e);
            } catch (CancellationException e) {
                throw new IOException("The request was cancelled", e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
            }
        }

        @Override
        public void abort() {
            CompletableFuture<?> answer = sent;
            if (answer != null) {
                answer.cancel(true);
            }
        }
    }
}
