package io.forebay.store.s3;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Writes the SDK's requests as Java's. */
final class JdkHttpRequests {
    /** Java's client writes these itself. */
    private static final Set<String> ITS_OWN =
            Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

    private static final long BYTES_A_SECOND = 1_000_000;

    private JdkHttpRequests() {}

    /** @param patience until the answer begins, after a body that goes at 1 MB/s or faster */
    static HttpRequest of(HttpExecuteRequest request, Duration patience) {
        SdkHttpRequest wanted = request.httpRequest();
        long length = wanted.firstMatchingHeader("Content-Length")
                .map(Long::parseLong)
                .orElse(-1L);
        HttpRequest.Builder builder = HttpRequest.newBuilder(wanted.getUri())
                .method(wanted.method().name(), body(request.contentStreamProvider(), length))
                .timeout(patience.plusSeconds(Math.max(0, length) / BYTES_A_SECOND));
        wanted.forEachHeader((name, values) -> {
            if (!ITS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        return builder.build();
    }

    private static BodyPublisher body(Optional<ContentStreamProvider> content, long length) {
        if (content.isEmpty() || length == 0) {
            return BodyPublishers.noBody();
        }
        BodyPublisher streamed =
                BodyPublishers.ofInputStream(() -> content.get().newStream());
        return length < 0 ? streamed : BodyPublishers.fromPublisher(streamed, length);
    }
}
