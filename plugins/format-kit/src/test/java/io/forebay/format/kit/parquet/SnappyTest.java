package io.forebay.format.kit.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.format.kit.write.RowBytes;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnappyTest {
    private final Snappy snappy = new Snappy();
    private final Random random = new Random(11);

    private byte[] compressed(byte[] bytes) {
        RowBytes out = new RowBytes();
        snappy.compress(bytes, bytes.length, out);
        return Arrays.copyOf(out.array(), out.length());
    }

    /** As the format's description tells a reader to. */
    private static byte[] expanded(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        int size = 0;
        for (int shift = 0; ; shift += 7) {
            int b = bytes[at++];
            size |= (b & 0x7f) << shift;
            if (b >= 0) {
                break;
            }
        }
        while (at < bytes.length) {
            int tag = bytes[at++] & 0xff;
            int length = (tag >> 2) + 1;
            if ((tag & 3) == 0) {
                if (length > 60) {
                    int more = length - 60;
                    length = 1;
                    for (int i = 0; i < more; i++) {
                        length += (bytes[at++] & 0xff) << 8 * i;
                    }
                }
                out.write(bytes, at, length);
                at += length;
            } else {
                assertThat(tag & 3).isEqualTo(2);
                int offset = (bytes[at++] & 0xff) | (bytes[at++] & 0xff) << 8;
                for (int i = 0; i < length; i++) {
                    byte[] so = out.toByteArray();
                    out.write(so[so.length - offset]);
                }
            }
        }
        assertThat(out.size()).isEqualTo(size);
        return out.toByteArray();
    }

    @Test
    void comesBackTheSame() {
        for (int round = 0; round < 300; round++) {
            byte[] bytes = new byte[random.nextInt(700)];
            int letters = 1 + random.nextInt(round % 3 == 0 ? 2 : 256);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) random.nextInt(letters);
            }
            assertThat(expanded(compressed(bytes))).isEqualTo(bytes);
        }
        assertThat(expanded(compressed(new byte[0]))).isEmpty();
    }

    @Test
    void goesOnBehindAFragmentAndFindsRepeats() {
        byte[] noise = new byte[70_000];
        random.nextBytes(noise);
        assertThat(compressed(noise).length).isBetween(70_000, 70_100);
        byte[] zeros = new byte[200_000];
        assertThat(compressed(zeros).length).isLessThan(10_000);
        assertThat(expanded(compressed(Arrays.copyOf(noise, 66_000)))).isEqualTo(Arrays.copyOf(noise, 66_000));
    }
}
