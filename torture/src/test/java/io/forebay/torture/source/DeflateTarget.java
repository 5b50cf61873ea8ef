package io.forebay.torture.source;

import io.forebay.format.kit.deflate.BitInput;
import io.forebay.format.kit.deflate.DeflateReader;
import io.forebay.torture.Input;
import io.forebay.torture.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** A bare stream of DEFLATE gives what java.util.zip gives, or both refuse it; however much is asked for at once. */
public final class DeflateTarget implements Target {
    /** A fuzzer's stream may be a bomb: no more than this is read of it. */
    private static final int MOST = 4 << 20;

    private static final byte[] SAMPLE =
            "12|one|0.25\n13|two|0.5\n".repeat(40).getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final BitInput stored = new BitInput();
    private final DeflateReader reader = new DeflateReader(stored);

    @Override
    public String name() {
        return "deflate";
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int level : new int[] {0, 1, 6, 9}) {
            for (int strategy : new int[] {Deflater.DEFAULT_STRATEGY, Deflater.HUFFMAN_ONLY}) {
                seeds.add(Input.of(pack(level, strategy), level, 200));
            }
        }
        seeds.add(Input.of(new byte[] {3, 0}, 0, 0)); // one empty block of fixed codes
        return seeds;
    }

    private static byte[] pack(int level, int strategy) {
        Deflater deflater = new Deflater(level, true);
        deflater.setStrategy(strategy);
        deflater.setInput(SAMPLE);
        deflater.finish();
        byte[] into = new byte[2 * SAMPLE.length];
        int length = 0;
        while (!deflater.finished()) {
            length += deflater.deflate(into, length, into.length - length);
        }
        deflater.end();
        return Arrays.copyOf(into, length);
    }

    @Override
    public void run(byte[] bytes) {
        Input input = new Input(bytes);
        int most = 1 + input.below(256) * (1 + input.below(256));
        byte[] stream = input.rest();
        byte[] expected = java(stream);
        byte[] found = ours(stream, most);
        if (!Arrays.equals(expected, found)) {
            throw new AssertionError("java.util.zip " + told(expected) + ", ours " + told(found));
        }
    }

    private static String told(byte @Nullable [] content) {
        return content == null ? "refuses" : "gives " + content.length + " bytes";
    }

    /** The content and then the number of bytes behind the stream, up to 255; null when it is refused. */
    private byte @Nullable [] ours(byte[] stream, int most) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        stored.open(new ByteArrayInputStream(stream));
        reader.start();
        byte[] into = new byte[most];
        try {
            int read = reader.read(into, 0, most);
            while (read >= 0 && content.size() < MOST) {
                content.write(into, 0, Math.min(read, MOST - content.size()));
                read = reader.read(into, 0, most);
            }
            int behind = 0;
            while (content.size() < MOST && stored.next() >= 0) {
                behind++;
            }
            content.write(behind);
            return content.toByteArray();
        } catch (IOException e) {
            return content.size() < MOST ? null : content.toByteArray();
        }
    }

    private static byte @Nullable [] java(byte[] stream) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(stream);
            byte[] into = new byte[1 << 14];
            while (!inflater.finished() && content.size() < MOST) {
                int read = inflater.inflate(into);
                content.write(into, 0, Math.min(read, MOST - content.size()));
                if (read == 0 && !inflater.finished()) {
                    return null;
                }
            }
            content.write(content.size() < MOST ? inflater.getRemaining() : 0);
            return content.toByteArray();
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }
}
