package io.forebay.spi.queue;

/** The queues of one service. Thread-safe. */
public interface MessageQueues extends AutoCloseable {
    /**
     * Does one operation; a thread that waits in it is freed by an interrupt.
     *
     * @param operation as SQS's SDKs name it, such as {@code sendMessage}
     * @param request its members, as a JSON object, named as in the API Reference of Amazon SQS
     * @return the answer's members likewise
     * @throws QueueException when it was refused, or has no answer
     * @throws InterruptedException when the thread was interrupted
     */
    String call(String operation, String request) throws QueueException, InterruptedException;

    /**
     * The URL of a queue, asked for where the ARN says that it is.
     *
     * @param arn {@code arn:aws:sqs:REGION:ACCOUNT:NAME}
     */
    String url(String arn) throws QueueException, InterruptedException;

    @Override
    void close();
}
