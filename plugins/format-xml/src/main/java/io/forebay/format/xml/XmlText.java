package io.forebay.format.xml;

import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.store.ObjectUri;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The characters of a file. Gives the parser no more of them at a time than {@link #allow} said, so that nothing that it
 * keeps whole (a tag, a comment, a CDATA section) takes unbounded memory.
 */
final class XmlText extends Reader {
    private final ObjectUri object;
    private final TextSource source;
    private final boolean told;
    private @Nullable Reader decoded;
    private String charset = "";
    private long allowed;
    private long lines;
    private boolean inLine;
    private @Nullable RuntimeException failure;

    /** @param told whether the source is UTF-8 whatever the file says of itself */
    XmlText(ObjectUri object, TextSource source, boolean told) {
        this.object = object;
        this.source = source;
        this.told = told;
    }

    /** Lets so many more characters be read. */
    void allow(int characters) {
        allowed = characters;
    }

    /** Lines that were read so far, whole or begun. */
    long lines() {
        return lines + (inLine ? 1 : 0);
    }

    /** What a read threw, also when the parser has wrapped it; null when none did. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    /** Whether the file has no bytes. */
    boolean empty() {
        return open() == NOTHING;
    }

    private static final Reader NOTHING = Reader.nullReader();

    @Override
    public int read(char[] into, int from, int length) {
        try {
            if (allowed <= 0) {
                throw new ForebayException(
                        FormatError.DAMAGED_FILE,
                        object + " cannot be read: a tag, a comment or a CDATA section in line " + lines()
                                + " is too long; at most 16 MB are read");
            }
            int read = open().read(into, from, (int) Math.min(length, allowed));
            allowed -= read;
            for (int i = 0; i < read; i++) {
                inLine = into[from + i] != '\n';
                lines += inLine ? 0 : 1;
            }
            return read;
        } catch (CharacterCodingException e) {
            throw failed(wrongEncoding("it is no valid " + charset + " behind line " + lines(), e));
        } catch (IOException e) {
            throw failed(new ForebayException(FormatError.DAMAGED_FILE, object + " is damaged: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private RuntimeException failed(RuntimeException reason) {
        failure = reason;
        return reason;
    }

    private Reader open() {
        Reader open = decoded;
        if (open == null) {
            open = decode();
            decoded = open;
        }
        return open;
    }

    private Reader decode() {
        byte[] head = new byte[XmlCharset.HEAD_BYTES];
        int size = 0;
        for (int read = 0; read >= 0 && size < head.length; size += Math.max(0, read)) {
            read = source.read(head, size, head.length - size);
        }
        if (size == 0) {
            return NOTHING;
        }
        head = java.util.Arrays.copyOf(head, size);
        XmlCharset found = told ? new XmlCharset(StandardCharsets.UTF_8, 0) : charset(head);
        charset = found.charset().name();
        InputStream first = new ByteArrayInputStream(head, found.mark(), size - found.mark());
        return new InputStreamReader(
                new SequenceInputStream(first, new Rest()),
                found.charset()
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private XmlCharset charset(byte[] head) {
        try {
            return XmlCharset.of(head);
        } catch (IllegalArgumentException e) {
            throw wrongEncoding(String.valueOf(e.getMessage()), e);
        }
    }

    private ForebayException wrongEncoding(String why, Exception cause) {
        return new ForebayException(FormatError.WRONG_ENCODING, object + " is not encoded as it says: " + why, cause);
    }

    /** What is behind the first bytes. */
    private final class Rest extends InputStream {
        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return length == 0 ? 0 : source.read(into, from, length);
        }
    }

    /** The source is the reader's to close. */
    @Override
    public void close() {}
}
