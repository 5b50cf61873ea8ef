package io.forebay.store.s3;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;

/**
 * Copies an object inside the store, with its metadata and a mark in it: a smaller one in one request, a larger one in
 * parts. Its tags come along in one request only. SOURCE: Amazon S3 User Guide, "Copying, moving, and renaming objects".
 */
final class S3Copy {
    private static final Logger log = LoggerFactory.getLogger(S3Copy.class);

    /** S3 copies no more in one request. */
    static final long LARGEST = 5L << 30;

    private static final String MARK = "forebay-move";
    private static final int MOST_PARTS = 10_000;
    private static final long SMALLEST_PART = 5L << 20;

    private final S3Connection connection;
    private final StoredObject object;
    private final ObjectUri target;
    private final Made made;

    /**
     * What the copy is to be.
     *
     * @param source as it is
     * @param ifAbsent whether to ask the store not to copy over another object
     */
    record Made(HeadObjectResponse source, String mark, boolean ifAbsent) {
        private Map<String, String> metadata() {
            Map<String, String> metadata = caseless(source);
            metadata.put(MARK, mark);
            return metadata;
        }

        /** Empty also for what is no date: the newer method gives the text, which a request does not take. */
        @SuppressWarnings("deprecation")
        private Optional<Instant> expires() {
            return Optional.ofNullable(source.expires());
        }
    }

    S3Copy(S3Connection connection, StoredObject object, ObjectUri target, Made made) {
        this.connection = connection;
        this.object = object;
        this.target = target;
        this.made = made;
    }

    /** Whether an object is the copy with this mark. */
    static boolean marked(HeadObjectResponse head, String mark) {
        return mark.equals(caseless(head).get(MARK));
    }

    /** Names of headers: some stores write them in their own case. */
    private static Map<String, String> caseless(HeadObjectResponse head) {
        Map<String, String> metadata = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        metadata.putAll(head.metadata());
        return metadata;
    }

    void run(long largest) {
        if (object.size() <= largest) {
            connection.ask(target, client -> client.copyObject(this::whole));
        } else {
            inParts(largest);
        }
    }

    private void whole(CopyObjectRequest.Builder copy) {
        HeadObjectResponse source = made.source;
        copy.sourceBucket(object.uri().bucket())
                .sourceKey(object.uri().key())
                .copySourceIfMatch(S3Conditional.quoted(object))
                .destinationBucket(target.bucket())
                .destinationKey(target.key())
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(made.metadata())
                .contentType(source.contentType())
                .contentEncoding(source.contentEncoding())
                .contentDisposition(source.contentDisposition())
                .contentLanguage(source.contentLanguage())
                .cacheControl(source.cacheControl())
                .websiteRedirectLocation(source.websiteRedirectLocation())
                .storageClass(source.storageClassAsString());
        made.expires().ifPresent(copy::expires);
        if (made.ifAbsent) {
            copy.ifNoneMatch("*");
        }
    }

    private void begin(CreateMultipartUploadRequest.Builder create) {
        HeadObjectResponse source = made.source;
        create.bucket(target.bucket())
                .key(target.key())
                .metadata(made.metadata())
                .contentType(source.contentType())
                .contentEncoding(source.contentEncoding())
                .contentDisposition(source.contentDisposition())
                .contentLanguage(source.contentLanguage())
                .cacheControl(source.cacheControl())
                .websiteRedirectLocation(source.websiteRedirectLocation())
                .storageClass(source.storageClassAsString());
        made.expires().ifPresent(create::expires);
    }

    private void inParts(long largest) {
        long part = Math.min(largest, Math.max(SMALLEST_PART, object.size() / (MOST_PARTS / 10) + 1));
        String id = connection
                .ask(target, client -> client.createMultipartUpload(this::begin))
                .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long from = 0; from < object.size(); from += part) {
                parts.add(part(id, parts.size() + 1, from, Math.min(from + part, object.size()) - 1));
            }
            connection.ask(
                    target,
                    client -> client.completeMultipartUpload(complete -> {
                        complete.bucket(target.bucket())
                                .key(target.key())
                                .uploadId(id)
                                .multipartUpload(upload -> upload.parts(parts));
                        if (made.ifAbsent) {
                            complete.ifNoneMatch("*");
                        }
                    }));
        } catch (RuntimeException e) {
            abort(id);
            throw e;
        }
    }

    private CompletedPart part(String id, int number, long from, long last) {
        if (Thread.currentThread().isInterrupted()) {
            throw new ForebayException(CommonError.CANCELLED, "Interrupted while copying '" + object.uri() + "'");
        }
        String etag = connection
                .ask(
                        target,
                        client -> client.uploadPartCopy(
                                copy -> copy.sourceBucket(object.uri().bucket())
                                        .sourceKey(object.uri().key())
                                        .copySourceIfMatch(S3Conditional.quoted(object))
                                        .copySourceRange("bytes=" + from + "-" + last)
                                        .destinationBucket(target.bucket())
                                        .destinationKey(target.key())
                                        .uploadId(id)
                                        .partNumber(number)))
                .copyPartResult()
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    /** Also after an interrupt, which would end this request at once: parts that are left lie about and cost money. */
    private void abort(String id) {
        boolean interrupted = Thread.interrupted();
        try {
            connection.ask(
                    target,
                    client -> client.abortMultipartUpload(abort ->
                            abort.bucket(target.bucket()).key(target.key()).uploadId(id)));
        } catch (ForebayException e) {
            log.warn("parts of a copy are left in the store, delete them uri={} upload={}", target, id, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
