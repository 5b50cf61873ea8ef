package io.forebay.store.s3;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of one version of an object. When the connection breaks or stalls, asks again for the rest of the same
 * version, a few times; a read that got bytes starts the count anew. Read by one thread, closed by any.
 */
final class S3ObjectStream extends InputStream {
    private static final Logger log = LoggerFactory.getLogger(S3ObjectStream.class);
    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final S3Connection connection;
    private final StoredObject object;
    private final CallScope scope = new CallScope();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable ResponseInputStream<GetObjectResponse> body;
    private Map<String, String> metadata = Map.of();
    private long position;
    private int failures;

    /** Asks for the object at once. */
    S3ObjectStream(S3Connection connection, StoredObject object) {
        this.connection = connection;
        this.object = object;
        this.body = ask();
    }

    /** What the object's owner has written beside it, by names without {@code x-amz-meta-}. */
    Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        while (true) {
            refuseWhenClosed(null);
            if (length == 0) {
                return 0;
            }
            if (position == object.size()) {
                return -1;
            }
            int count = tryRead(target, offset, (int) Math.min(length, object.size() - position));
            if (count > 0) {
                position += count;
                failures = 0;
                return count;
            }
        }
    }

    @Override
    public int available() throws IOException {
        ResponseInputStream<GetObjectResponse> from = body;
        return from == null ? 0 : from.available();
    }

    @Override
    public void close() {
        closed.countDown();
        scope.cancel();
        drop();
    }

    /** The bytes that came; 0 when none came and the rest was asked for again. */
    private int tryRead(byte[] target, int offset, int length) throws IOException {
        IOException failure;
        try {
            ResponseInputStream<GetObjectResponse> from = body;
            if (from == null) {
                from = ask();
                body = from;
                refuseWhenClosed(null);
            }
            int count = from.read(target, offset, length);
            if (count >= 0) {
                return count;
            }
            failure = new IOException("the connection ended after " + position + " of " + object.size() + " bytes");
        } catch (IOException e) {
            failure = e;
        } catch (ForebayException e) {
            refuseWhenClosed(e);
            if (!e.is(StoreError.STORE_AWAY)) {
                throw e;
            }
            failure = new IOException(e.getMessage(), e);
        }
        refuseWhenClosed(failure);
        drop();
        pause(failure);
        return 0;
    }

    private ResponseInputStream<GetObjectResponse> ask() {
        GetObjectRequest.Builder request = GetObjectRequest.builder()
                .bucket(object.uri().bucket())
                .key(object.uri().key())
                .ifMatch('"' + object.etag() + '"');
        if (position > 0) {
            request.range("bytes=" + position + "-");
        }
        ResponseInputStream<GetObjectResponse> answer =
                connection.ask(object.uri(), scope, client -> client.getObject(request.build()));
        try {
            check(answer.response());
            metadata = answer.response().metadata();
            return answer;
        } catch (ForebayException e) {
            answer.abort();
            throw e;
        }
    }

    private void check(GetObjectResponse response) {
        Long length = response.contentLength();
        long expected = object.size() - position;
        String etag = response.eTag();
        if (etag != null && !S3ObjectStore.unquoted(etag).equals(object.etag())) {
            throw new ForebayException(StoreError.OBJECT_CHANGED, "'" + object.uri() + "' was replaced");
        }
        if (length == null || length != expected) {
            throw position == 0
                    ? new ForebayException(
                            StoreError.OBJECT_CHANGED,
                            "'" + object.uri() + "' had " + object.size() + " bytes and has " + length)
                    : new ForebayException(
                            CommonError.NOT_SUPPORTED,
                            "The store does not give '" + object.uri() + "' from byte " + position + " on");
        }
    }

    private void pause(IOException failure) throws IOException {
        failures++;
        if (failures > TRIES) {
            throw new ForebayException(
                    StoreError.STORE_AWAY,
                    "Reading '" + object.uri() + "' failed " + failures + " times at byte " + position + ": "
                            + failure.getMessage(),
                    failure);
        }
        log.debug("read is taken up again: object={} bytes={} reason={}", object.uri(), position, failure.toString());
        long most = FIRST_PAUSE.toMillis() << failures;
        try {
            if (closed.await(ThreadLocalRandom.current().nextLong(most / 2, most), TimeUnit.MILLISECONDS)) {
                refuseWhenClosed(failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForebayException(CommonError.CANCELLED, "Reading '" + object.uri() + "' was interrupted", e);
        }
    }

    private void refuseWhenClosed(@Nullable Throwable cause) throws IOException {
        if (closed.getCount() == 0) {
            drop();
            throw new IOException("The stream of " + object.uri() + " was closed", cause);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new ForebayException(CommonError.CANCELLED, "Reading '" + object.uri() + "' was interrupted", cause);
        }
    }

    private void drop() {
        ResponseInputStream<GetObjectResponse> from = body;
        body = null;
        if (from != null) {
            from.abort();
        }
    }
}
