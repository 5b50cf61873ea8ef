package io.forebay.store.s3;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoreOutcome;
import io.forebay.spi.store.StoredObject;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Removes and copies one version of an object. S3 compares and acts in one step ({@code If-Match} of DeleteObject,
 * {@code If-None-Match} of CopyObject); other stores may refuse these headers, which are then left out, or pass them over
 * in silence: so each is compared here just before too. SOURCE: Amazon S3 User Guide, "Add preconditions to S3 operations
 * with conditional requests", and the API reference of DeleteObject and CopyObject. Thread-safe.
 */
final class S3Conditional {
    private static final Logger log = LoggerFactory.getLogger(S3Conditional.class);

    private final S3Connection connection;
    private final long largest;
    /** Whose store does not know the header. */
    private final Set<String> deletesAnyhow = ConcurrentHashMap.newKeySet();

    private final Set<String> copiesAnyhow = ConcurrentHashMap.newKeySet();

    /** @param largest of what is copied in one request, in bytes: 5 GB in S3 */
    S3Conditional(S3Connection connection, long largest) {
        this.connection = connection;
        this.largest = largest;
    }

    StoreOutcome delete(StoredObject object) {
        ObjectUri uri = object.uri();
        Optional<HeadObjectResponse> head = head(uri);
        if (head.isEmpty()) {
            return StoreOutcome.GONE;
        }
        if (!same(object, head.get())) {
            return StoreOutcome.CHANGED;
        }
        boolean compared = !deletesAnyhow.contains(uri.bucket());
        try {
            connection.ask(
                    uri,
                    client -> client.deleteObject(delete -> {
                        delete.bucket(uri.bucket()).key(uri.key());
                        if (compared) {
                            delete.ifMatch(quoted(object));
                        }
                    }));
            return StoreOutcome.DONE;
        } catch (ForebayException e) {
            if (e.is(CommonError.NOT_SUPPORTED) && compared) {
                deletesAnyhow.add(uri.bucket());
                log.info("the store deletes without If-Match bucket={} reason={}", uri.bucket(), e.getMessage());
                return delete(object);
            }
            return afterRefusal(object, e);
        }
    }

    StoreOutcome copy(StoredObject object, ObjectUri target, String mark) {
        Optional<HeadObjectResponse> there = head(target);
        if (there.isPresent()) {
            return S3Copy.marked(there.get(), mark) ? StoreOutcome.DONE : StoreOutcome.TAKEN;
        }
        Optional<HeadObjectResponse> source = head(object.uri());
        if (source.isEmpty()) {
            return StoreOutcome.GONE;
        }
        if (!same(object, source.get())) {
            return StoreOutcome.CHANGED;
        }
        boolean ifAbsent = !copiesAnyhow.contains(target.bucket());
        try {
            new S3Copy(connection, object, target, new S3Copy.Made(source.get(), mark, ifAbsent)).run(largest);
            return checked(target, mark);
        } catch (ForebayException e) {
            if (e.is(CommonError.NOT_SUPPORTED) && ifAbsent) {
                copiesAnyhow.add(target.bucket());
                log.info("the store copies without If-None-Match bucket={} reason={}", target.bucket(), e.getMessage());
                return copy(object, target, mark);
            }
            if (refused(e) && head(target).isPresent()) {
                return checked(target, mark);
            }
            return afterRefusal(object, e);
        }
    }

    /** That the copy is there, and nobody else has put something in its place meanwhile. */
    private StoreOutcome checked(ObjectUri target, String mark) {
        return head(target).filter(found -> S3Copy.marked(found, mark)).isPresent()
                ? StoreOutcome.DONE
                : StoreOutcome.TAKEN;
    }

    /** 412, 409 and 404: another object is there by now, or an earlier request has done it, or the store is at it. */
    private static boolean refused(ForebayException e) {
        return e.is(StoreError.OBJECT_CHANGED) || e.is(StoreError.OBJECT_NOT_FOUND);
    }

    /** Asks the store what has become of the object. @throws ForebayException STORE_AWAY when it is as it was */
    private StoreOutcome afterRefusal(StoredObject object, ForebayException e) {
        if (!refused(e)) {
            throw e;
        }
        Optional<HeadObjectResponse> now = head(object.uri());
        if (now.isEmpty()) {
            return StoreOutcome.GONE;
        }
        if (!same(object, now.get())) {
            return StoreOutcome.CHANGED;
        }
        throw new ForebayException(StoreError.STORE_AWAY, "The store refused for now: " + e.getMessage(), e);
    }

    private Optional<HeadObjectResponse> head(ObjectUri uri) {
        try {
            return Optional.of(connection.ask(
                    uri,
                    client ->
                            client.headObject(head -> head.bucket(uri.bucket()).key(uri.key()))));
        } catch (ForebayException e) {
            if (e.is(StoreError.OBJECT_NOT_FOUND)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean same(StoredObject object, HeadObjectResponse head) {
        return head.eTag() != null && S3ObjectStore.unquoted(head.eTag()).equals(object.etag());
    }

    static String quoted(StoredObject object) {
        return '"' + object.etag() + '"';
    }
}
