package io.forebay.torture.source;

import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.torture.Input;
import io.forebay.torture.Target;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One compression. An input is a stored file as it is; or content that is packed here, and then comes back whole, fails
 * when it is cut, and never gives other bytes when a bit is flipped.
 */
abstract class PackedTarget implements Target {
    private static final byte[] SAMPLE = "1|one\n2|two\n3|three three three three three\n"
            .repeat(3)
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final Compression compression;

    PackedTarget(Compression compression) {
        this.compression = compression;
    }

    /** Packs with a checksum. @param choice one of the packer's settings, 0 to 15 */
    abstract byte[] pack(byte[] content, int choice) throws Exception;

    /** Reads with another implementation; called only for files that were read whole. */
    abstract void compare(byte[] file, byte[] content) throws Exception;

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        try {
            for (int choice = 0; choice < 4; choice++) {
                seeds.add(Input.of(pack(SAMPLE, choice), 0, 16));
            }
            seeds.add(Input.of(join(pack(SAMPLE, 0), pack(SAMPLE, 1)), 0, 3));
            seeds.add(Input.of(pack(new byte[100_000], 0), 0, 200));
            seeds.add(Input.of(SAMPLE, 1, 16, 3, 0, 20, 4));
            seeds.add(Input.of(SAMPLE, 2, 16, 3, 0, 20));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return seeds;
    }

    @Override
    public void run(byte[] bytes) throws Exception {
        Input input = new Input(bytes);
        int kind = input.below(4);
        int most = 1 + input.below(256);
        if (kind == 0) {
            raw(input.rest(), most);
        } else {
            int choice = input.below(16);
            int place = input.twoBytes();
            int bit = input.below(8);
            packed(input.rest(), choice, kind, place, bit, most);
        }
    }

    private void raw(byte[] file, int most) throws Exception {
        Unpacked unpacked = Unpacked.of(file, compression, Encoding.UTF8, 1 << 16);
        if (unpacked.bytes().length < 1 << 16) {
            require(unpacked.equals(Unpacked.of(file, compression, Encoding.UTF8, most)), "depends on the reads");
        }
        if (unpacked.findError().isEmpty() && !unpacked.cutOff() && file.length > 0) {
            compare(file, unpacked.bytes());
        }
    }

    private void packed(byte[] content, int choice, int kind, int place, int bit, int most) throws Exception {
        byte[] file = pack(content, choice);
        boolean marked = content.length > 1 && (content[0] & 0xFF) >= 0xEF; // may be a byte order mark
        if (!marked) {
            Unpacked whole = Unpacked.of(file, compression, Encoding.UTF8, most);
            require(
                    whole.findError().isEmpty() && Arrays.equals(whole.bytes(), content),
                    "does not come back " + whole);
        }
        int at = place % file.length;
        if (kind == 1 && at > 0) {
            Unpacked cut = Unpacked.of(Arrays.copyOf(file, at), compression, Encoding.UTF8, most);
            require(cut.findError().isPresent(), "cut at " + at + " looks whole: " + cut);
        } else if (kind == 2) {
            file[at] ^= (byte) (1 << bit);
            Unpacked flipped = Unpacked.of(file, compression, Encoding.UTF8, most);
            boolean same = marked || Arrays.equals(flipped.bytes(), content);
            require(flipped.findError().isPresent() || same, "flipped bit " + bit + " at " + at + ": " + flipped);
        }
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(compression + " " + what);
        }
    }

    static byte[] join(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }

    static void same(byte[] one, byte[] other) {
        byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
        boolean marked = other.length >= 3 && Arrays.equals(Arrays.copyOf(other, 3), mark);
        if (!Arrays.equals(one, marked ? Arrays.copyOfRange(other, 3, other.length) : other)) {
            throw new AssertionError("two readers disagree: " + one.length + " and " + other.length + " bytes");
        }
    }
}
