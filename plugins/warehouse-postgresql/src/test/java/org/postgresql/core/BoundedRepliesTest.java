package org.postgresql.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoundedRepliesTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private BoundedRepliesTest message(char kind, byte[] body) throws IOException {
        DataOutputStream out = new DataOutputStream(sent);
        out.writeByte(kind);
        out.writeInt(body.length + 4);
        out.write(body);
        return this;
    }

    private BoundedRepliesTest message(char kind, String body) throws IOException {
        return message(kind, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives a few bytes at a time, and a time-out before each, as a socket does while the driver only looks. */
    private static final class Slow extends InputStream {
        private final InputStream from;
        private final Random random = new Random(7);
        private boolean late;

        Slow(byte[] bytes) {
            from = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            throw new AssertionError("one by one is slow");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            late = !late;
            if (late) {
                throw new SocketTimeoutException("nothing yet");
            }
            return from.read(into, offset, Math.min(length, 1 + random.nextInt(9000)));
        }
    }

    private byte[] given(long mostRows) throws IOException {
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        InputStream replies = new BoundedReplies(new Slow(sent.toByteArray()), mostRows);
        byte[] some = new byte[1000];
        int count = 0;
        while (count >= 0) {
            try {
                count = replies.read(some);
                given.write(some, 0, Math.max(0, count));
            } catch (SocketTimeoutException e) {
                count = 0;
            }
        }
        return given.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void givesWhatIsWithinTheBoundsAsItIs() throws IOException {
        message('1', "").message('T', "columns").message('D', new byte[600]).message('D', new byte[400]);
        message('s', "").message('Z', "T").message('D', new byte[1000]).message('E', "x".repeat(65_536));
        message('Z', "I");
        assertThat(given(1000)).isEqualTo(sent.toByteArray());
    }

    @Test
    void answersForRowsThatAreTooManyAndGoesOnBehindThem() throws IOException {
        message('D', "kept");
        byte[] kept = sent.toByteArray();
        for (int i = 0; i < 3; i++) {
            message('D', new byte[2 << 20]);
        }
        message('N', "SNOTICE\0\0").message('C', "SELECT 4\0").message('Z', "T").message('C', "COMMIT\0");
        assertThat(text(given(1 << 20)))
                .startsWith(text(kept) + "E")
                .contains("C54000\0Mrows that are read at once take more than 1 MB\0")
                .endsWith("N\0\0\0\rSNOTICE\0\0Z\0\0\0\5TC\0\0\0\13COMMIT\0");
    }

    @Test
    void cutsErrorsAndNoticesOffAtACharactersEnd() throws IOException {
        for (int shift = 0; shift < 3; shift++) {
            sent.reset();
            message('E', "C22P02\0M" + "a".repeat(shift) + "€".repeat(1_000_000) + "\0Ffile.c\0\0");
            message('N', "C01000\0M" + "a".repeat(100_000) + "\0\0").message('Z', "I");
            String given = text(given(1000));
            assertThat(given).doesNotContain("\ufffd").contains("€…\0\0N\0").contains("a…\0\0Z\0\0\0\5I");
            assertThat(given.length()).isLessThan(100_000);
        }
    }
}
