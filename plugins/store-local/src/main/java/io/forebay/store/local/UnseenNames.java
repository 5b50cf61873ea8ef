package io.forebay.store.local;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of each file name that is not UTF-8 once, however often its folder is read, up to a bound. Thread-safe. */
final class UnseenNames {
    private static final Logger log = LoggerFactory.getLogger(UnseenNames.class);
    static final int MOST = 100;

    private final Consumer<String> told;
    private final Set<String> names = new HashSet<>();

    UnseenNames() {
        this(log::warn);
    }

    /** @param told gets each text to tell */
    UnseenNames(Consumer<String> told) {
        this.told = told;
    }

    /** @param name its first {@code length} bytes are a name in the folder */
    void saw(String folder, byte[] name, int length) {
        saw(folder, escaped(ByteBuffer.wrap(name, 0, length)));
    }

    /** @param name in ASCII, or as well as it can be shown */
    void saw(String folder, String name) {
        String path = folder + '/' + name;
        synchronized (names) {
            if (names.size() > MOST || names.contains(path)) {
                return;
            }
            names.add(path);
            if (names.size() > MOST) {
                told.accept(
                        "more than " + MOST + " file names are not UTF-8: the others are not told: folder=" + folder);
                return;
            }
        }
        told.accept("a file name is not UTF-8, so the file is not seen: rename it: folder=" + folder + " name=" + name);
    }

    /** The name with each byte that is no UTF-8, each control character and each backslash escaped. */
    static String escaped(ByteBuffer name) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer valid = CharBuffer.allocate(name.remaining());
        StringBuilder text = new StringBuilder();
        while (true) {
            CoderResult result = decoder.decode(name, valid, true);
            valid.flip();
            valid.chars().forEach(c -> append(text, c));
            valid.clear();
            if (result.isUnderflow()) {
                return text.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                text.append(String.format(Locale.ROOT, "\\x%02x", name.get() & 0xff));
            }
        }
    }

    private static void append(StringBuilder text, int character) {
        if (Character.isISOControl(character)) {
            text.append(String.format(Locale.ROOT, "\\x%02x", character));
        } else {
            text.append(character == '\\' ? "\\\\" : Character.toString(character));
        }
    }
}
