package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.format.Compression;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** The parts of a gzip member's header, and what may follow the last member. */
class GzipTest {
    private static final Loading GZIP = Loading.of(TypeKind.INTEGER).with(Compression.GZIP);
    private static final byte[] CONTENT = "1\n2\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PLAIN_HEADER = 10;

    @Test
    void readsHeadersWithEveryField() throws IOException {
        for (int flags = 0; flags < 32; flags++) {
            assertThat(GZIP.load(member(flags)).values()).as("flags " + flags).containsExactly(1L, 2L);
        }
    }

    @Test
    void refusesWrongHeaderChecksum() throws IOException {
        byte[] member = member(2);
        member[PLAIN_HEADER]++;
        assertThatThrownBy(() -> GZIP.load(member)).hasMessageContaining("checksum of a gzip header");
    }

    @Test
    void refusesUnknownFlagsAndMethods() throws IOException {
        byte[] flags = Packing.gzip(CONTENT);
        flags[3] = 0x20;
        assertThatThrownBy(() -> GZIP.load(flags)).hasMessageContaining("unknown flags");
        byte[] method = Packing.gzip(CONTENT);
        method[2] = 7;
        assertThatThrownBy(() -> GZIP.load(method)).hasMessageContaining("method");
    }

    @Test
    void refusesWrongChecksumAndLength() throws IOException {
        byte[] checksum = Packing.gzip(CONTENT);
        checksum[checksum.length - 8]++;
        assertThatThrownBy(() -> GZIP.load(checksum)).hasMessageContaining("the checksum of the content is wrong");
        byte[] length = Packing.gzip(CONTENT);
        length[length.length - 4]++;
        assertThatThrownBy(() -> GZIP.load(length)).hasMessageContaining("the length of the content is wrong");
    }

    @Test
    void allowsZerosBehindTheLastMember() throws IOException {
        byte[] packed = Packing.gzip(CONTENT);
        assertThat(GZIP.load(Arrays.copyOf(packed, packed.length + 100_000)).values())
                .containsExactly(1L, 2L);
        byte[] padded = Arrays.copyOf(packed, packed.length + 9);
        padded[packed.length + 8] = 1;
        assertThatThrownBy(() -> GZIP.load(padded)).hasMessageContaining("other bytes behind");
    }

    private static byte[] member(int flags) throws IOException {
        byte[] packed = Packing.gzip(CONTENT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        packed[3] = (byte) flags;
        out.write(packed, 0, PLAIN_HEADER);
        if ((flags & 4) != 0) {
            out.writeBytes(new byte[] {3, 0, 'a', 'b', 'c'});
        }
        if ((flags & 8) != 0) {
            out.writeBytes(new byte[] {'n', 'a', 'm', 'e', 0});
        }
        if ((flags & 16) != 0) {
            out.writeBytes(new byte[] {'s', 'a', 'i', 'd', 0});
        }
        if ((flags & 2) != 0) {
            CRC32 checksum = new CRC32();
            checksum.update(out.toByteArray());
            out.write((int) checksum.getValue());
            out.write((int) checksum.getValue() >> 8);
        }
        out.write(packed, PLAIN_HEADER, packed.length - PLAIN_HEADER);
        return out.toByteArray();
    }
}
