package io.forebay.torture.source;

import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.FormatError;
import io.forebay.torture.Input;
import io.forebay.torture.Target;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Text in UTF-16 against Java's own decoder, which sees it whole. */
public final class Utf16Target implements Target {
    /** Longer than the decoder's buffers. */
    private static final int LARGEST = 40_000;

    private static final List<Encoding> ENCODINGS = List.of(Encoding.UTF16, Encoding.UTF16LE, Encoding.UTF16BE);

    @Override
    public String name() {
        return "utf16";
    }

    @Override
    public List<byte[]> seeds() {
        String text = "a\u00e9\u20ac\ud83d\ude00|\n";
        return List.of(
                Input.of(("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE), 0, 9, 0),
                Input.of(("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE), 0, 9, 0),
                Input.of(text.getBytes(StandardCharsets.UTF_16LE), 1, 3, 1),
                Input.of(text.repeat(20).getBytes(StandardCharsets.UTF_16BE), 2, 0, 255));
    }

    @Override
    public void run(byte[] bytes) {
        Input input = new Input(bytes);
        Encoding encoding = input.pick(ENCODINGS);
        int most = 1 + input.below(256);
        int copies = 1 + input.below(256);
        byte[] unit = input.rest();
        copies = Math.min(copies, 1 + LARGEST / Math.max(1, unit.length));
        byte[] file = new byte[unit.length * copies];
        for (int i = 0; i < copies; i++) {
            System.arraycopy(unit, 0, file, i * unit.length, unit.length);
        }
        Unpacked unpacked = Unpacked.of(file, Compression.NONE, encoding, most);
        Optional<byte[]> expected = expected(file, encoding);
        boolean right = expected.isPresent()
                ? unpacked.findError().isEmpty() && Arrays.equals(expected.get(), unpacked.bytes())
                : unpacked.findError().equals(Optional.of(FormatError.WRONG_ENCODING));
        if (!right) {
            throw new AssertionError(encoding + ": " + unpacked + ", expected "
                    + expected.map(text -> text.length + " bytes").orElse("an error"));
        }
    }

    /** Empty when the file is not of the encoding. */
    private static Optional<byte[]> expected(byte[] file, Encoding encoding) {
        if (file.length == 0) {
            return Optional.of(file);
        }
        boolean little = starts(file, 0xFF, 0xFE);
        boolean big = starts(file, 0xFE, 0xFF);
        boolean refused = starts(file, 0xEF, 0xBB, 0xBF)
                || (encoding == Encoding.UTF16LE && big)
                || (encoding == Encoding.UTF16BE && little)
                || (encoding == Encoding.UTF16 && !little && !big);
        if (refused) {
            return Optional.empty();
        }
        Charset charset =
                encoding == Encoding.UTF16LE || little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        int from = little || big ? 2 : 0;
        try {
            String text = charset.newDecoder()
                    .decode(ByteBuffer.wrap(file, from, file.length - from))
                    .toString();
            return Optional.of(text.getBytes(StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean starts(byte[] file, int... head) {
        for (int i = 0; i < head.length; i++) {
            if (i >= file.length || (file[i] & 0xFF) != head[i]) {
                return false;
            }
        }
        return true;
    }
}
