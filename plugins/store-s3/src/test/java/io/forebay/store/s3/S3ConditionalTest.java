package io.forebay.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoreOutcome;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stores answer to requests that are for one version only. */
@Timeout(60)
class S3ConditionalTest {
    private static final ObjectUri URI = ObjectUri.parse("s3://lake/in/k");
    private static final ObjectUri TARGET = ObjectUri.parse("s3://lake/done/k");
    private static final StoredObject OBJECT = new StoredObject(URI, 3, "e1", Instant.EPOCH);
    private static final FaultyS3.Script FOUND = FaultyS3.cut(new byte[3], "e1", 0);
    private static final FaultyS3.Script OTHER = FaultyS3.cut(new byte[3], "e2", 0);
    private static final FaultyS3.Script MISSING = FaultyS3.xml(404, "");
    private static final FaultyS3.Script DONE = FaultyS3.xml(200, "");
    private static final FaultyS3.Script COPIED =
            FaultyS3.xml(200, "<CopyObjectResult><ETag>\"e2\"</ETag></CopyObjectResult>");

    private static ObjectStore store(FaultyS3 server) {
        return new S3StoreFactory()
                .open(Map.of("endpoint", server.endpoint(), "access-key-id", "id", "secret-access-key", "key"));
    }

    private static List<String> lines(FaultyS3 server) {
        return server.requests().stream()
                .map(request -> request.line().substring(0, request.line().lastIndexOf(' '))
                        + (request.headers().containsKey("if-match") ? " if-match" : "")
                        + (request.headers().containsKey("if-none-match") ? " if-none-match" : ""))
                .toList();
    }

    @Test
    void deletesWithoutTheHeaderWhereTheStoreDoesNotKnowIt() throws IOException {
        try (FaultyS3 server = new FaultyS3(FOUND, FaultyS3.error(501, "NotImplemented"), FOUND, DONE, FOUND, DONE);
                ObjectStore store = store(server)) {
            assertThat(store.deleteIfMatch(OBJECT)).isEqualTo(StoreOutcome.DONE);
            assertThat(store.deleteIfMatch(OBJECT)).isEqualTo(StoreOutcome.DONE);
            assertThat(lines(server))
                    .containsExactly(
                            "HEAD /lake/in/k",
                            "DELETE /lake/in/k if-match",
                            "HEAD /lake/in/k",
                            "DELETE /lake/in/k",
                            "HEAD /lake/in/k",
                            "DELETE /lake/in/k");
        }
    }

    @Test
    void doesNotDeleteWhatWasOverwrittenJustBefore() throws IOException {
        try (FaultyS3 server = new FaultyS3(FOUND, FaultyS3.error(412, "PreconditionFailed"), OTHER);
                ObjectStore store = store(server)) {
            assertThat(store.deleteIfMatch(OBJECT)).isEqualTo(StoreOutcome.CHANGED);
            assertThat(server.requests().get(1).headers()).containsEntry("if-match", "\"e1\"");
        }
    }

    /** Somebody else is at it, or an earlier request of our own was done: the store is asked which. */
    @Test
    void asksWhatHasBecomeOfAnObjectWhoseDeletionIsRefused() throws IOException {
        for (FaultyS3.Script refusal :
                List.of(FaultyS3.error(409, "ConditionalRequestConflict"), FaultyS3.error(412, "PreconditionFailed"))) {
            try (FaultyS3 server = new FaultyS3(FOUND, refusal, FOUND, FOUND, refusal, MISSING);
                    ObjectStore store = store(server)) {
                assertThatThrownBy(() -> store.deleteIfMatch(OBJECT))
                        .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.code())
                                .isEqualTo(StoreError.STORE_AWAY));
                assertThat(store.deleteIfMatch(OBJECT)).isEqualTo(StoreOutcome.GONE);
            }
        }
    }

    @Test
    void takesNoObjectForGoneWhoseCopyingIsRefused() throws IOException {
        try (FaultyS3 server = new FaultyS3(MISSING, FOUND, FaultyS3.error(404, "NoSuchUpload"), MISSING, FOUND);
                ObjectStore store = store(server)) {
            assertThatThrownBy(() -> store.copyIfAbsent(OBJECT, TARGET, "m"))
                    .isInstanceOfSatisfying(
                            ForebayException.class, e -> assertThat(e.code()).isEqualTo(StoreError.STORE_AWAY));
        }
    }

    @Test
    void knowsItsMarkInAnyCase() throws IOException {
        FaultyS3.Script marked = FaultyS3.head("X-Amz-Meta-Forebay-Move: m");
        try (FaultyS3 server = new FaultyS3(marked, marked);
                ObjectStore store = store(server)) {
            assertThat(store.copyIfAbsent(OBJECT, TARGET, "m")).isEqualTo(StoreOutcome.DONE);
            assertThat(store.copyIfAbsent(OBJECT, TARGET, "n")).isEqualTo(StoreOutcome.TAKEN);
        }
    }

    @Test
    void findsGoneWhatADeleteWithoutAReplyHasDeleted() throws IOException {
        try (FaultyS3 server =
                        new FaultyS3(FOUND, FaultyS3.reset(new byte[3], "e1", 0), FaultyS3.error(404, "NoSuchKey"));
                ObjectStore store = store(server)) {
            assertThat(store.deleteIfMatch(OBJECT)).isIn(StoreOutcome.GONE, StoreOutcome.DONE);
        }
    }

    @Test
    void tellsThatItMayNot() throws IOException {
        try (FaultyS3 server = new FaultyS3(FOUND, FaultyS3.error(403, "AccessDenied"));
                ObjectStore store = store(server)) {
            assertThatThrownBy(() -> store.deleteIfMatch(OBJECT))
                    .isInstanceOfSatisfying(
                            ForebayException.class, e -> assertThat(e.code()).isEqualTo(StoreError.ACCESS_DENIED));
        }
    }

    @Test
    void doesNotCopyOverWhatCameJustBefore() throws IOException {
        try (FaultyS3 server = new FaultyS3(MISSING, FOUND, FaultyS3.error(412, "PreconditionFailed"), FOUND, FOUND);
                ObjectStore store = store(server)) {
            assertThat(store.copyIfAbsent(OBJECT, TARGET, "m")).isEqualTo(StoreOutcome.TAKEN);
            FaultyS3.Request copy = server.requests().get(2);
            assertThat(copy.line()).startsWith("PUT /lake/done/k");
            assertThat(copy.headers())
                    .containsEntry("if-none-match", "*")
                    .containsEntry("x-amz-copy-source-if-match", "\"e1\"")
                    .containsEntry("x-amz-meta-forebay-move", "m");
        }
    }

    @Test
    void doesNotCopyWhatWasOverwrittenJustBefore() throws IOException {
        try (FaultyS3 server = new FaultyS3(MISSING, FOUND, FaultyS3.error(412, "PreconditionFailed"), MISSING, OTHER);
                ObjectStore store = store(server)) {
            assertThat(store.copyIfAbsent(OBJECT, TARGET, "m")).isEqualTo(StoreOutcome.CHANGED);
        }
    }

    @Test
    void copiesWithoutTheHeaderWhereTheStoreDoesNotKnowItAndLooksAtTheCopy() throws IOException {
        try (FaultyS3 server = new FaultyS3(
                        MISSING, FOUND, FaultyS3.error(501, "NotImplemented"), MISSING, FOUND, COPIED, FOUND);
                ObjectStore store = store(server)) {
            assertThat(store.copyIfAbsent(OBJECT, TARGET, "m"))
                    .as("the object that is there has not the mark")
                    .isEqualTo(StoreOutcome.TAKEN);
            assertThat(lines(server).get(5)).isEqualTo("PUT /lake/done/k");
        }
    }
}
