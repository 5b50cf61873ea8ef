package io.forebay.store.s3;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.Encryption;
import io.forebay.spi.store.ObjectUri;
import io.forebay.store.s3.encryption.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Sends a file: a small one in one request, a larger one in parts, which S3 shows as one object when all are there.
 * SOURCE: Amazon S3 User Guide, "Uploading and copying objects using multipart upload".
 */
final class S3Upload {
    private static final Logger log = LoggerFactory.getLogger(S3Upload.class);

    /** Of a part but the last; S3 takes 5 MB to 5 GB and at most 10,000 parts. */
    static final long PART = 16L << 20;

    private static final int MOST_PARTS = 10_000;
    private static final String TYPE = "application/octet-stream";

    private final S3Connection connection;
    private final ObjectUri uri;
    private final S3Content content;
    private final Encryption encryption;

    S3Upload(S3Connection connection, ObjectUri uri, Path file, Encryption encryption) {
        this.connection = connection;
        this.uri = uri;
        this.content = S3Content.of(file, encryption);
        this.encryption = encryption;
    }

    /** @param head asks S3 for the object that was written */
    HeadObjectResponse run(Supplier<HeadObjectResponse> head) {
        long size = content.length();
        if (size <= PART) {
            whole(size);
        } else {
            inParts(size);
        }
        HeadObjectResponse found = head.get();
        requireEncrypted(found);
        return found;
    }

    private void whole(long size) {
        connection.ask(
                uri,
                client -> client.putObject(
                        put -> {
                            put.bucket(uri.bucket()).key(uri.key()).metadata(content.metadata());
                            kmsKey(id -> put.serverSideEncryption(ServerSideEncryption.AWS_KMS)
                                    .ssekmsKeyId(id));
                        },
                        body(0, size)));
    }

    private void inParts(long size) {
        long part = Math.max(PART, roundedUp(size / MOST_PARTS));
        String id = connection
                .ask(
                        uri,
                        client -> client.createMultipartUpload(create -> {
                            create.bucket(uri.bucket()).key(uri.key()).metadata(content.metadata());
                            kmsKey(key -> create.serverSideEncryption(ServerSideEncryption.AWS_KMS)
                                    .ssekmsKeyId(key));
                        }))
                .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long from = 0; from < size; from += part) {
                parts.add(part(id, parts.size() + 1, from, Math.min(part, size - from)));
            }
            connection.ask(
                    uri,
                    client -> client.completeMultipartUpload(complete -> complete.bucket(uri.bucket())
                            .key(uri.key())
                            .uploadId(id)
                            .multipartUpload(upload -> upload.parts(parts))));
        } catch (RuntimeException e) {
            abort(id);
            throw e;
        }
    }

    /** To whole blocks of ciphertext, and so that there is no part too many. */
    private static long roundedUp(long bytes) {
        return (bytes / Envelope.BLOCK + 1) * Envelope.BLOCK;
    }

    private CompletedPart part(String id, int number, long from, long length) {
        if (Thread.currentThread().isInterrupted()) {
            throw new ForebayException(CommonError.CANCELLED, "Interrupted while writing '" + uri + "'");
        }
        String etag = connection
                .ask(
                        uri,
                        client -> client.uploadPart(
                                upload -> upload.bucket(uri.bucket())
                                        .key(uri.key())
                                        .uploadId(id)
                                        .partNumber(number),
                                body(from, length)))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    /** Also after an interrupt, which would end this request at once: parts that are left lie about and cost money. */
    private void abort(String id) {
        boolean interrupted = Thread.interrupted();
        try {
            connection.ask(
                    uri,
                    client -> client.abortMultipartUpload(
                            abort -> abort.bucket(uri.bucket()).key(uri.key()).uploadId(id)));
        } catch (ForebayException e) {
            log.warn("parts of an upload are left in the store, delete them uri={} upload={}", uri, id, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RequestBody body(long from, long length) {
        ContentStreamProvider bytes = () -> {
            try {
                return content.parts().open(from, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        return RequestBody.fromContentProvider(bytes, length, TYPE);
    }

    private void kmsKey(java.util.function.Consumer<String> set) {
        if (encryption instanceof Encryption.KmsKey key) {
            set.accept(key.id());
        }
    }

    /** Stores that do not know the header pass it over in silence: an object that is not encrypted must not stay. */
    private void requireEncrypted(HeadObjectResponse head) {
        boolean kms = encryption instanceof Encryption.KmsKey;
        boolean required = kms || encryption.equals(Encryption.BUCKET_KEY);
        boolean done =
                kms ? head.serverSideEncryption() == ServerSideEncryption.AWS_KMS : head.serverSideEncryption() != null;
        if (required && !done) {
            connection.ask(
                    uri,
                    client -> client.deleteObject(
                            delete -> delete.bucket(uri.bucket()).key(uri.key())));
            throw new ForebayException(
                            CommonError.NOT_SUPPORTED,
                            "The store of bucket '" + uri.bucket() + "' did not encrypt '" + uri
                                    + "' as was asked; the object was deleted again")
                    .withHint("Leave ENCRYPTED out, or set up encryption in the store.");
        }
    }
}
