package io.forebay.store.s3;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.Encryption;
import io.forebay.spi.store.MasterKey;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoreOutcome;
import io.forebay.spi.store.StoreWatch;
import io.forebay.spi.store.StoredObject;
import io.forebay.store.s3.encryption.DecryptedStream;
import io.forebay.store.s3.encryption.Envelope;
import io.forebay.store.s3.events.S3Events;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3's general-purpose buckets, which list in key order. Instants are cut to seconds: S3 tells no more. */
final class S3ObjectStore implements ObjectStore {
    private static final int MOST_KEYS = 1000;

    private final S3Connection connection;
    private final S3Conditional conditional;
    private final @Nullable SqsClients queues;
    private final @Nullable S3Events events;

    S3ObjectStore(S3Settings settings) {
        this.connection = new S3Connection(settings);
        this.conditional = new S3Conditional(connection, S3Copy.LARGEST);
        this.queues = settings.events()
                .map(wanted -> new SqsClients(settings, wanted))
                .orElse(null);
        this.events = settings.events()
                .flatMap(wanted -> Optional.ofNullable(queues).map(made -> new S3Events(wanted, made, this::find)))
                .orElse(null);
    }

    @Override
    public boolean serves(String scheme, String bucket) {
        return scheme.equals("s3");
    }

    @Override
    public List<StoredObject> list(ObjectUri prefix, String after, int limit) {
        ListObjectsV2Request.Builder request = ListObjectsV2Request.builder()
                .bucket(prefix.bucket())
                .prefix(prefix.key())
                .maxKeys(Math.min(limit, MOST_KEYS));
        if (!after.isEmpty()) {
            request.startAfter(after);
        }
        ListObjectsV2Response page = page(prefix, request.build());
        while (page.contents().isEmpty() && Boolean.TRUE.equals(page.isTruncated())) {
            page = page(
                    prefix,
                    request.continuationToken(page.nextContinuationToken()).build());
        }
        return described(prefix, after, page);
    }

    @Override
    public Optional<StoredObject> find(ObjectUri uri) {
        if (uri.key().isEmpty()) {
            return Optional.empty();
        }
        try {
            HeadObjectResponse head = head(uri);
            return Optional.of(describe(uri, head.contentLength(), head.eTag(), head.lastModified()));
        } catch (ForebayException e) {
            if (e.is(StoreError.OBJECT_NOT_FOUND)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public InputStream open(StoredObject object) {
        return new S3ObjectStream(connection, object);
    }

    @Override
    public InputStream open(StoredObject object, MasterKey key) {
        S3ObjectStream stored = new S3ObjectStream(connection, object);
        try {
            boolean nothing = object.size() == 0 && !Envelope.in(stored.metadata());
            return nothing ? stored : decrypted(object, stored, key);
        } catch (RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    private static InputStream decrypted(StoredObject object, S3ObjectStream stored, MasterKey key) {
        Envelope envelope = Envelope.open(object.uri(), stored.metadata(), key);
        if (object.size() % Envelope.BLOCK != 0 || object.size() == 0) {
            throw new ForebayException(
                    StoreError.NOT_DECRYPTED,
                    "'" + object.uri() + "' is damaged: it has " + object.size() + " bytes, and not a multiple of "
                            + Envelope.BLOCK + " as what is encrypted has");
        }
        return new DecryptedStream(object.uri(), stored, envelope);
    }

    @Override
    public StoredObject put(ObjectUri uri, byte[] bytes) {
        if (uri.key().isEmpty()) {
            throw new ForebayException(StoreError.INVALID_KEY, "'" + uri + "' has an empty key");
        }
        String etag = connection
                .ask(
                        uri,
                        client -> client.putObject(
                                put -> put.bucket(uri.bucket()).key(uri.key()), RequestBody.fromBytes(bytes)))
                .eTag();
        return describe(uri, (long) bytes.length, etag, head(uri).lastModified());
    }

    @Override
    public StoredObject put(ObjectUri uri, Path file, Encryption encryption) {
        if (uri.key().isEmpty()) {
            throw new ForebayException(StoreError.INVALID_KEY, "'" + uri + "' has an empty key");
        }
        S3Upload upload = new S3Upload(connection, uri, file, encryption);
        HeadObjectResponse head = upload.run(() -> head(uri));
        return describe(uri, head.contentLength(), head.eTag(), head.lastModified());
    }

    @Override
    public void delete(ObjectUri uri) {
        connection.ask(
                uri,
                client -> client.deleteObject(
                        delete -> delete.bucket(uri.bucket()).key(uri.key())));
    }

    @Override
    public StoreOutcome deleteIfMatch(StoredObject object) {
        return conditional.delete(object);
    }

    @Override
    public StoreOutcome copyIfAbsent(StoredObject object, ObjectUri target, String mark) {
        return conditional.copy(object, target, mark);
    }

    /** Empty without a queue of events: what is new is found by listing then. */
    @Override
    public Optional<StoreWatch> watch(ObjectUri prefix, ArrivalListener listener) {
        return Optional.ofNullable(events).map(told -> told.subscribe(prefix, listener));
    }

    /** The last-modified time, to the second; of an object of several parts, when its first part was begun. */
    @Override
    public Optional<Instant> arrived(StoredObject object) {
        return Optional.of(object.lastModified());
    }

    @Override
    public void close() {
        if (events != null) {
            events.close();
        }
        if (queues != null) {
            queues.close();
        }
        connection.close();
    }

    static String unquoted(String etag) {
        boolean quoted = etag.length() > 1 && etag.startsWith("\"") && etag.endsWith("\"");
        return quoted ? etag.substring(1, etag.length() - 1) : etag;
    }

    private ListObjectsV2Response page(ObjectUri prefix, ListObjectsV2Request request) {
        return connection.ask(prefix, client -> client.listObjectsV2(request));
    }

    private HeadObjectResponse head(ObjectUri uri) {
        return connection.ask(
                uri,
                client -> client.headObject(head -> head.bucket(uri.bucket()).key(uri.key())));
    }

    private static List<StoredObject> described(ObjectUri prefix, String after, ListObjectsV2Response page) {
        List<StoredObject> objects = new ArrayList<>(page.contents().size());
        String last = after;
        for (S3Object object : page.contents()) {
            if (ObjectUri.compareKeys(object.key(), last) <= 0) {
                throw new ForebayException(
                                CommonError.NOT_SUPPORTED,
                                "Bucket '" + prefix.bucket() + "' does not list in key order: '" + object.key()
                                        + "' came after '" + last + "'")
                        .withHint("Use a general-purpose bucket; directory buckets cannot be loaded from.");
            }
            last = object.key();
            objects.add(describe(prefix.withKey(last), object.size(), object.eTag(), object.lastModified()));
        }
        return objects;
    }

    private static StoredObject describe(
            ObjectUri uri, @Nullable Long size, @Nullable String etag, @Nullable Instant lastModified) {
        if (size == null || etag == null || lastModified == null) {
            throw new ForebayException(
                    StoreError.STORE_AWAY, "The store did not tell size, ETag and time of '" + uri + "'");
        }
        return new StoredObject(uri, size, unquoted(etag), lastModified.truncatedTo(ChronoUnit.SECONDS));
    }
}
