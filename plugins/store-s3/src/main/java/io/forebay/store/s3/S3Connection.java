package io.forebay.store.s3;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The SDK's client, made when it is first asked: finding a region and credentials may take a request. Thread-safe.
 */
final class S3Connection implements AutoCloseable {
    private final S3Settings settings;
    private final JdkHttpClient http;
    private @Nullable S3Client client;

    S3Connection(S3Settings settings) {
        this.settings = settings;
        this.http = new JdkHttpClient(settings.connectTimeout(), settings.readTimeout());
    }

    /** @throws ForebayException what {@link S3Failures} makes of the SDK's exception */
    <T> T ask(ObjectUri uri, Function<S3Client, T> question) {
        try {
            return question.apply(client());
        } catch (SdkException e) {
            throw S3Failures.of(e, uri);
        }
    }

    /** As {@link #ask}, but what is under way ends when the scope is cancelled. */
    <T> T ask(ObjectUri uri, CallScope scope, Function<S3Client, T> question) {
        return http.within(scope, () -> ask(uri, question));
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
        http.close();
    }

    private synchronized S3Client client() {
        S3Client made = client;
        if (made == null) {
            made = make();
            client = made;
        }
        return made;
    }

    /** Checksums only where S3 demands them: other stores do not know the newer ones. TLS guards what is in between. */
    private S3Client make() {
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(http)
                .forcePathStyle(settings.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(overrides -> overrides.retryStrategy(RetryMode.STANDARD));
        settings.endpoint().ifPresent(builder::endpointOverride);
        settings.region().map(Region::of).ifPresent(builder::region);
        settings.keys().map(S3Connection::credentials).ifPresent(builder::credentialsProvider);
        return builder.build();
    }

    static StaticCredentialsProvider credentials(S3Settings.Keys keys) {
        AwsCredentials basic = AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey());
        return StaticCredentialsProvider.create(keys.sessionToken()
                .<AwsCredentials>map(
                        token -> AwsSessionCredentials.create(keys.accessKeyId(), keys.secretAccessKey(), token))
                .orElse(basic));
    }
}
