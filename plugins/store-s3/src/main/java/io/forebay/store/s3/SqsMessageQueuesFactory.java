package io.forebay.store.s3;

import io.forebay.spi.queue.MessageQueues;
import io.forebay.spi.queue.MessageQueuesFactory;
import java.util.Map;

/** Opens SQS's queues, with the keys and places that the settings of S3's store and of its events say. */
public final class SqsMessageQueuesFactory implements MessageQueuesFactory {
    @Override
    public String name() {
        return "s3";
    }

    @Override
    public MessageQueues open(Map<String, String> settings) {
        return new SqsMessageQueues(S3Settings.parse(settings), S3Settings.sqs(settings));
    }
}
