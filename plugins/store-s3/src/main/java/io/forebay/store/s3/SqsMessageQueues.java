package io.forebay.store.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.spi.queue.MessageQueues;
import io.forebay.spi.queue.QueueException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** SQS's queues, with the keys of S3's store. Thread-safe. */
final class SqsMessageQueues implements MessageQueues {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** SOURCE: the Amazon SQS API Reference, "ReceiveMessage": the longest WaitTimeSeconds. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final S3Settings settings;
    private final SqsPlace place;
    private final JdkHttpClient http;
    private final Map<SqsPlace, SqsClient> clients = new ConcurrentHashMap<>();

    SqsMessageQueues(S3Settings settings, SqsPlace place) {
        this.settings = settings;
        this.place = place;
        this.http = new JdkHttpClient(
                settings.connectTimeout(), settings.readTimeout().plus(LONGEST_WAIT));
    }

    @Override
    public String call(String operation, String request) throws QueueException, InterruptedException {
        SqsOperations.Operation known = SqsOperations.ALL.get(operation);
        if (known == null) {
            throw new QueueException(
                    "UnsupportedOperationException",
                    "There is no operation " + operation + " here; there are "
                            + new TreeSet<>(SqsOperations.ALL.keySet()) + ".");
        }
        JsonNode members = parsed(request);
        SqsPlace where = place.of(
                members.path("QueueUrl").asText(), members.path("SourceArn").asText());
        return call(known, members, where).toString();
    }

    @Override
    public String url(String arn) throws QueueException, InterruptedException {
        String[] parts = arn.split(":", 6);
        JsonNode members = JSON.createObjectNode().put("QueueName", parts[5]).put("QueueOwnerAWSAccountId", parts[4]);
        return call(Objects.requireNonNull(SqsOperations.ALL.get("getQueueUrl")), members, place.of("", arn))
                .path("QueueUrl")
                .asText();
    }

    private JsonNode call(SqsOperations.Operation known, JsonNode members, SqsPlace where)
            throws QueueException, InterruptedException {
        SdkPojo builder = known.request().get();
        SdkJson.fill(builder, members);
        try {
            return SdkJson.of(known.call().apply(clients.computeIfAbsent(where, this::client), builder));
        } catch (AwsServiceException e) {
            throw new QueueException(e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
        } catch (SdkException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw new QueueException("SdkClientException", String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode parsed(String request) throws QueueException {
        try {
            return JSON.readTree(request);
        } catch (JsonProcessingException e) {
            throw new QueueException("SqsException", "The request is no JSON.");
        }
    }

    private SqsClient client(SqsPlace where) {
        SqsClientBuilder builder = SqsClient.builder()
                .httpClient(http)
                .overrideConfiguration(overrides -> overrides.retryStrategy(RetryMode.STANDARD));
        where.endpoint().ifPresent(builder::endpointOverride);
        where.region().or(settings::region).map(Region::of).ifPresent(builder::region);
        settings.keys().map(S3Connection::credentials).ifPresent(builder::credentialsProvider);
        return builder.build();
    }

    @Override
    public void close() {
        clients.values().forEach(SqsClient::close);
        http.close();
    }
}
