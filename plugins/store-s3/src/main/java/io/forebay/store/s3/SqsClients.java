package io.forebay.store.s3;

import io.forebay.store.s3.events.EventSettings;
import io.forebay.store.s3.events.QueueUrl;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** Makes clients of SQS with the store's keys, which share the HTTP client that they do not close. Thread-safe. */
final class SqsClients implements Function<URI, SqsClient>, AutoCloseable {
    private final S3Settings settings;
    private final EventSettings events;
    private final JdkHttpClient http;

    SqsClients(S3Settings settings, EventSettings events) {
        this.settings = settings;
        this.events = events;
        Duration patience = events.pollWait().plus(settings.readTimeout());
        this.http = new JdkHttpClient(settings.connectTimeout(), patience);
    }

    @Override
    public SqsClient apply(URI queue) {
        SqsClientBuilder builder = SqsClient.builder()
                .httpClient(http)
                .endpointOverride(events.endpoint().orElseGet(() -> QueueUrl.endpoint(queue)))
                .overrideConfiguration(overrides -> overrides.retryStrategy(RetryMode.STANDARD));
        events.region()
                .or(() -> QueueUrl.region(queue))
                .or(settings::region)
                .map(Region::of)
                .ifPresent(builder::region);
        settings.keys().map(S3Connection::credentials).ifPresent(builder::credentialsProvider);
        return builder.build();
    }

    @Override
    public void close() {
        http.close();
    }
}
