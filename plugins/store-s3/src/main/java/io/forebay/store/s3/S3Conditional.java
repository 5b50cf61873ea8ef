package io.forebay.store.s3;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoreOutcome;
import io.forebay.spi.store.StoredObject;
import java.util.Optional;
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
    private volatile boolean deletesIf = true;
    private volatile boolean copiesIf = true;

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
        try {
            connection.ask(
                    uri,
                    client -> client.deleteObject(delete -> {
                        delete.bucket(uri.bucket()).key(uri.key());
                        if (deletesIf) {
                            delete.ifMatch(quoted(object));
                        }
                    }));
            return StoreOutcome.DONE;
        } catch (ForebayException e) {
            if (e.is(CommonError.NOT_SUPPORTED) && deletesIf) {
                deletesIf = false;
                log.info("the store deletes without If-Match bucket={} reason={}", uri.bucket(), e.getMessage());
                return delete(object);
            }
            return afterRefusal(e);
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
        try {
            new S3Copy(connection, object, target, new S3Copy.Made(source.get(), mark, copiesIf)).run(largest);
            return checked(target, mark);
        } catch (ForebayException e) {
            if (e.is(CommonError.NOT_SUPPORTED) && copiesIf) {
                copiesIf = false;
                log.info("the store copies without If-None-Match bucket={} reason={}", target.bucket(), e.getMessage());
                return copy(object, target, mark);
            }
            if (e.is(StoreError.OBJECT_CHANGED) && head(target).isPresent()) {
                return checked(target, mark);
            }
            return afterRefusal(e);
        }
    }

    /** That the copy is there, and nobody else has put something in its place meanwhile. */
    private StoreOutcome checked(ObjectUri target, String mark) {
        return head(target).filter(found -> S3Copy.marked(found, mark)).isPresent()
                ? StoreOutcome.DONE
                : StoreOutcome.TAKEN;
    }

    /** 412 and 409: another one is there by now, or somebody is changing it. 404: an earlier request has done it. */
    private static StoreOutcome afterRefusal(ForebayException e) {
        if (e.is(StoreError.OBJECT_CHANGED)) {
            return StoreOutcome.CHANGED;
        }
        if (e.is(StoreError.OBJECT_NOT_FOUND)) {
            return StoreOutcome.GONE;
        }
        throw e;
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
