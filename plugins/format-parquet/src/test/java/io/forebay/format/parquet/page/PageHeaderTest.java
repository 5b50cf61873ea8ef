package io.forebay.format.parquet.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.format.kit.source.Damage;
import io.forebay.format.parquet.file.CompactCheck;
import io.forebay.spi.store.ObjectUri;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.IndexPageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;

/** Headers that the format's own library writes. */
class PageHeaderTest {
    private static final Damage DAMAGE = new Damage(ObjectUri.parse("s3://lake/f.parquet"));

    private final Random random = new Random(20_26);
    private final PageHeader read = new PageHeader();

    @Test
    void readsWhatWasWritten() throws IOException {
        for (int i = 0; i < 500; i++) {
            checkAny();
        }
    }

    private void checkAny() throws IOException {
        org.apache.parquet.format.PageHeader written = new org.apache.parquet.format.PageHeader(
                any(PageType.values()), random.nextInt(), random.nextInt() >>> random.nextInt(32));
        if (random.nextBoolean()) {
            written.setCrc(random.nextInt());
        }
        describe(written);
        byte[] bytes = bytes(written);
        assertThat(read(bytes)).isEqualTo(bytes.length);
        assertThat(read.complete()).isTrue();
        assertThat(read.described()).isTrue();
        assertThat(read.type()).isEqualTo(written.getType());
        assertThat(read.size()).isEqualTo(written.getUncompressed_page_size());
        assertThat(read.stored()).isEqualTo(written.getCompressed_page_size());
        assertThat(read.hasChecksum()).isEqualTo(written.isSetCrc());
        assertThat(written.isSetCrc() ? read.checksum() : 0).isEqualTo(written.getCrc());
        assertSameDescription(written);
    }

    @Test
    void tellsWhatIsMissing() throws IOException {
        org.apache.parquet.format.PageHeader written =
                new org.apache.parquet.format.PageHeader(PageType.DATA_PAGE, 5, 6);
        written.setDictionary_page_header(new DictionaryPageHeader(1, Encoding.PLAIN));
        byte[] bytes = bytes(written);
        assertThat(read(bytes)).isEqualTo(bytes.length);
        assertThat(read.complete()).isTrue();
        assertThat(read.described()).isFalse();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(read(Arrays.copyOf(bytes, length))).isEqualTo(CompactCheck.INCOMPLETE);
        }
        assertThat(read(new byte[1])).isEqualTo(1);
        assertThat(read.complete()).isFalse();
    }

    /** Fields of numbers that the format does not have: 0, -3, -4 and -3 + 65536. */
    @Test
    void passesOverFieldsOfOtherNumbers() {
        for (String other : List.of(
                "1500151015102c1502150015061506000c0025060000",
                "1500151015102c15021500150615060005050600",
                "1500151015102c15021500150615060005070600",
                "1500151015102c15021500150615060005faff070600")) {
            byte[] bytes = HexFormat.of().parseHex(other);
            assertThat(read(bytes)).isEqualTo(bytes.length);
            assertThat(read.complete()).isTrue();
            assertThat(read.size()).isEqualTo(8);
            assertThat(read.stored()).isEqualTo(8);
        }
    }

    @Test
    void endsAtListsThatAreNestedTooDeep() {
        byte[] lists = new byte[100_000];
        Arrays.fill(lists, (byte) 0x19);
        assertThatThrownBy(() -> read(lists)).hasMessageContaining("is nested more than 24 deep");
    }

    private int read(byte[] bytes) {
        read.clear();
        return CompactCheck.end(bytes, 0, bytes.length, DAMAGE, "a header", read);
    }

    private void describe(org.apache.parquet.format.PageHeader header) {
        switch (header.getType()) {
            case INDEX_PAGE -> header.setIndex_page_header(new IndexPageHeader());
            case DICTIONARY_PAGE -> {
                header.setDictionary_page_header(new DictionaryPageHeader(random.nextInt(), any(Encoding.values())));
                header.getDictionary_page_header().setIs_sorted(random.nextBoolean());
            }
            case DATA_PAGE -> {
                header.setData_page_header(new DataPageHeader(
                        random.nextInt(), any(Encoding.values()), any(Encoding.values()), any(Encoding.values())));
                header.getData_page_header().setStatistics(statistics());
            }
            case DATA_PAGE_V2 -> {
                header.setData_page_header_v2(new DataPageHeaderV2(
                        random.nextInt(),
                        random.nextInt(),
                        random.nextInt(),
                        any(Encoding.values()),
                        random.nextInt(),
                        random.nextInt()));
                header.getData_page_header_v2().setStatistics(statistics());
                if (random.nextBoolean()) {
                    header.getData_page_header_v2().setIs_compressed(random.nextBoolean());
                }
            }
        }
    }

    private Statistics statistics() {
        Statistics statistics = new Statistics();
        statistics.setNull_count(random.nextLong());
        statistics.setMin_value(ByteBuffer.wrap(new byte[random.nextInt(200)]));
        statistics.setIs_max_value_exact(random.nextBoolean());
        return statistics;
    }

    private void assertSameDescription(org.apache.parquet.format.PageHeader written) {
        switch (written.getType()) {
            case INDEX_PAGE -> {}
            case DICTIONARY_PAGE -> {
                assertThat(read.values())
                        .isEqualTo(written.getDictionary_page_header().getNum_values());
                assertThat(read.encoding())
                        .isEqualTo(written.getDictionary_page_header().getEncoding());
            }
            case DATA_PAGE -> {
                DataPageHeader page = written.getData_page_header();
                assertThat(read.values()).isEqualTo(page.getNum_values());
                assertThat(read.encoding()).isEqualTo(page.getEncoding());
                assertThat(read.definitionEncoding()).isEqualTo(page.getDefinition_level_encoding());
                assertThat(read.repetitionEncoding()).isEqualTo(page.getRepetition_level_encoding());
                assertThat(read.compressed()).isTrue();
            }
            case DATA_PAGE_V2 -> {
                DataPageHeaderV2 page = written.getData_page_header_v2();
                assertThat(read.values()).isEqualTo(page.getNum_values());
                assertThat(read.rows()).isEqualTo(page.getNum_rows());
                assertThat(read.encoding()).isEqualTo(page.getEncoding());
                assertThat(read.definitionBytes()).isEqualTo(page.getDefinition_levels_byte_length());
                assertThat(read.repetitionBytes()).isEqualTo(page.getRepetition_levels_byte_length());
                assertThat(read.compressed()).isEqualTo(!page.isSetIs_compressed() || page.isIs_compressed());
            }
        }
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static byte[] bytes(org.apache.parquet.format.PageHeader header) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writePageHeader(header, bytes);
        return bytes.toByteArray();
    }
}
