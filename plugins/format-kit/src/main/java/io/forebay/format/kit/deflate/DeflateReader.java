package io.forebay.format.kit.deflate;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The content of one DEFLATE stream after another. Used by one thread. */
public final class DeflateReader {
    private static final int STORED = 0;
    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;

    private final BitInput input;
    private final Window window = new Window();
    private final CodeLengths codes = new CodeLengths();
    private final Symbols symbols;
    private boolean inBlock;
    /** Whether the block is the stream's last. */
    private boolean last;
    /** What is left of a block of stored bytes; -1 in one of codes. */
    private int left;

    /** What ends the stream, thrown when all that came before it is given. */
    private @Nullable IOException damage;

    public DeflateReader(BitInput input) {
        this.input = input;
        this.symbols = new Symbols(input, window, codes);
    }

    /** Begins a stream where the input stands. */
    public void start() {
        window.clear();
        inBlock = false;
        last = false;
        damage = null;
    }

    /**
     * Some of the content, at least a byte; or -1 at its end, where the input stands at the byte behind it.
     *
     * @throws IOException when the stream is damaged, after all that could be read before
     */
    public int read(byte[] into, int from, int length) throws IOException {
        if (window.isGiven()) {
            window.slide();
            produce();
        }
        if (!window.isGiven()) {
            return window.give(into, from, length);
        }
        if (damage != null) {
            throw damage;
        }
        return -1;
    }

    private void produce() {
        try {
            while (window.hasRoom() && (inBlock || !last)) {
                if (!inBlock) {
                    startBlock();
                }
                inBlock = left < 0 ? !symbols.read() : !copied();
                if (last && !inBlock) {
                    input.align();
                }
            }
        } catch (IOException e) {
            damage = e;
            last = true;
            inBlock = false;
        }
    }

    private void startBlock() throws IOException {
        last = input.take(1) == 1;
        left = -1;
        switch (input.take(2)) {
            case STORED -> startStored();
            case FIXED -> codes.fixed();
            case DYNAMIC -> codes.read(input);
            default -> throw Codes.damaged("an unknown kind of block");
        }
    }

    private void startStored() throws IOException {
        input.align();
        int length = input.take(16);
        if (input.take(16) != (length ^ 0xFFFF)) {
            throw Codes.damaged("the length of stored bytes is wrong");
        }
        left = length;
    }

    /** True when the block's bytes are all in the window. */
    private boolean copied() throws IOException {
        while (left > 0 && window.hasRoom()) {
            int copied = input.copy(window.bytes, window.to, Math.min(left, Window.LIMIT + 1 - window.to));
            window.to += copied;
            left -= copied;
        }
        return left == 0;
    }
}
