package io.forebay.format.xml;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a file is encoded, by its byte order mark and its declaration. SOURCE: W3C Extensible Markup Language (XML) 1.0,
 * appendix F.
 *
 * @param mark the bytes of the byte order mark
 */
record XmlCharset(Charset charset, int mark) {
    /** The bytes at the start of a file that are looked at. */
    static final int HEAD_BYTES = 1024;

    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml\\s[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']");

    /** @throws IllegalArgumentException when there is no such encoding, or it is not the one of the mark */
    static XmlCharset of(byte[] head) {
        XmlCharset found = byMark(head);
        String start = new String(head, found.mark, head.length - found.mark, plain(found.charset));
        Matcher declared = DECLARED.matcher(start);
        if (!declared.find()) {
            return found;
        }
        Charset said = named(declared.group(1));
        if (!wide(found.charset) && found.mark == 0 && !wide(said)) {
            return new XmlCharset(said, 0);
        }
        if (!family(said).equals(family(found.charset))) {
            throw new IllegalArgumentException(
                    "it says that it is " + said.name() + ", but its first bytes are " + found.charset.name());
        }
        return found;
    }

    private static XmlCharset byMark(byte[] head) {
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            return new XmlCharset(StandardCharsets.UTF_8, 3);
        }
        if (starts(head, 0, 0, 0xFE, 0xFF)) {
            return new XmlCharset(Charset.forName("UTF-32BE"), 4);
        }
        if (starts(head, 0xFF, 0xFE, 0, 0)) {
            return new XmlCharset(Charset.forName("UTF-32LE"), 4);
        }
        if (starts(head, 0xFE, 0xFF)) {
            return new XmlCharset(StandardCharsets.UTF_16BE, 2);
        }
        if (starts(head, 0xFF, 0xFE)) {
            return new XmlCharset(StandardCharsets.UTF_16LE, 2);
        }
        if (starts(head, 0, '<')) {
            return new XmlCharset(StandardCharsets.UTF_16BE, 0);
        }
        if (starts(head, '<', 0)) {
            return new XmlCharset(StandardCharsets.UTF_16LE, 0);
        }
        return new XmlCharset(StandardCharsets.UTF_8, 0);
    }

    private static boolean starts(byte[] head, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** The declaration is ASCII in all encodings of single bytes that are read. */
    private static Charset plain(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) ? StandardCharsets.ISO_8859_1 : charset;
    }

    private static boolean wide(Charset charset) {
        return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
    }

    /** UTF-16 alone does not say in which order its bytes are. */
    private static String family(Charset charset) {
        return wide(charset) ? charset.name().substring(0, 6) : charset.name();
    }

    private static Charset named(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException("it says that it is " + name + ", which is no known encoding", e);
        }
    }
}
