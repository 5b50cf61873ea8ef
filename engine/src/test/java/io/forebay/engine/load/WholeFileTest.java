package io.forebay.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WholeFileTest {
    private static final ObjectUri OBJECT = ObjectUri.parse("s3://lake/a");

    private static RejectedRow rejected(ErrorCode code, String message) {
        return WholeFile.rejected(OBJECT, new ForebayException(code, message));
    }

    @Test
    void showsTheNearestOfRedshiftsCodes() {
        Map<ErrorCode, Integer> codes = Stream.<ErrorCode[]>of(
                        FormatError.values(), StoreError.values(), new ErrorCode[] {CommonError.TOO_MUCH})
                .flatMap(Stream::of)
                .collect(Collectors.toMap(
                        code -> code, code -> rejected(code, "why").code()));
        assertThat(codes)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry(FormatError.WRONG_ENCODING, 1221),
                        Map.entry(FormatError.WRONG_COMPRESSION, 1216),
                        Map.entry(FormatError.DAMAGED_FILE, 1216),
                        Map.entry(FormatError.INFLATES_TOO_FAR, 1216),
                        Map.entry(FormatError.NO_NEW_COLUMN, 1202),
                        Map.entry(FormatError.WRONG_SCHEMA, 1223),
                        Map.entry(FormatError.BAD_OPTIONS, 1200),
                        Map.entry(StoreError.OBJECT_NOT_FOUND, 1212),
                        Map.entry(StoreError.BUCKET_NOT_FOUND, 1212),
                        Map.entry(StoreError.INVALID_KEY, 1212),
                        Map.entry(StoreError.NOT_DECRYPTED, 1216),
                        Map.entry(StoreError.ACCESS_DENIED, 8001),
                        Map.entry(StoreError.STORE_AWAY, 8001),
                        Map.entry(StoreError.OBJECT_CHANGED, 8001),
                        Map.entry(CommonError.TOO_MUCH, 1200)));
    }

    @Test
    void isARowOfNoLineInItsBounds() {
        RejectedRow row = rejected(FormatError.DAMAGED_FILE, "x".repeat(200));
        assertThat(row).isEqualTo(new RejectedRow(OBJECT, 0, null, -1, "", "", 1216, "x".repeat(100)));
    }
}
