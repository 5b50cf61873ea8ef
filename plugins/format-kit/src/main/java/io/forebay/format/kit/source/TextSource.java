package io.forebay.format.kit.source;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.store.ObjectUri;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The text of one object as UTF-8 without a byte order mark. An object of 0 bytes is an empty text, whatever its
 * compression. Used by one thread at a time; {@link #interrupt} by any.
 */
public final class TextSource implements Held {
    private final ObjectUri object;
    private final ReadOptions options;
    private final InflatingPool pool;
    private final StoredBytes stored;
    private final boolean decodes;
    private @Nullable InputStream content;
    private @Nullable InputStream text;
    private @Nullable Compression looksLike;
    private long given;

    public TextSource(ObjectUri object, InputStream stored, ReadOptions options, InflatingPool pool) {
        this(object, stored, options, pool, true);
    }

    private TextSource(ObjectUri object, InputStream stored, ReadOptions options, InflatingPool pool, boolean decodes) {
        this.object = object;
        this.options = options;
        this.pool = pool;
        this.stored = new StoredBytes(stored);
        this.decodes = decodes;
    }

    /** The bytes of an object that says itself how its texts are encoded: decompressed, and else as they are. */
    public static TextSource binary(ObjectUri object, InputStream stored, ReadOptions options, InflatingPool pool) {
        return new TextSource(object, stored, options, pool, false);
    }

    /**
     * Reads at least a byte, or -1 at the end.
     *
     * @throws ForebayException WRONG_COMPRESSION, DAMAGED_FILE, INFLATES_TOO_FAR, WRONG_ENCODING, or what the store
     *     throws
     */
    public int read(byte[] into, int from, int length) {
        try {
            InputStream open = text;
            if (open == null) {
                open = open();
                text = open;
            }
            int read = open.read(into, from, length);
            given += Math.max(0, read);
            if (options.compression() != Compression.NONE) {
                pool.limit().check(object, options.compression().name(), stored.taken(), given);
            }
            return read;
        } catch (CharacterCodingException e) {
            throw wrongEncoding("it is no valid " + options.encoding(), e);
        } catch (IOException e) {
            throw damaged(e);
        } catch (IndexOutOfBoundsException | IllegalStateException | NegativeArraySizeException e) {
            if (options.compression() != Compression.BZIP2) {
                throw e;
            }
            throw damaged(e); // the library's way to say that lengths in the file are wrong
        }
    }

    /** The compression that a file which was declared to have none seems to be of. */
    public Optional<Compression> looksLike() {
        return Optional.ofNullable(looksLike);
    }

    private InputStream open() throws IOException {
        byte[] head = stored.peek(Magic.LONGEST);
        if (head.length == 0) {
            return InputStream.nullInputStream();
        }
        if (options.compression() == Compression.NONE) {
            looksLike = Magic.find(head).orElse(null);
        } else if (!Magic.matches(options.compression(), head)) {
            throw wrongCompression(head);
        }
        InputStream opened = decompress();
        content = opened;
        return decodes ? decode(opened) : opened;
    }

    private InputStream decompress() throws IOException {
        return switch (options.compression()) {
            case NONE -> stored;
            case GZIP -> new GzipBytes(stored, pool);
            case BZIP2 -> new BZip2CompressorInputStream(stored, true);
            case ZSTD -> new ZstdInputStreamNoFinalizer(new ZstdFrames(stored));
            case LZOP -> new LzopBytes(stored);
        };
    }

    private InputStream decode(InputStream bytes) throws IOException {
        PushbackInputStream marked = new PushbackInputStream(bytes, 3);
        byte[] head = marked.readNBytes(3);
        boolean little = head.length > 1 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE;
        boolean big = head.length > 1 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF;
        boolean utf8 = head.length > 2 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF;
        Encoding encoding = options.encoding();
        if (encoding == Encoding.UTF8) {
            if (little || big) {
                throw wrongEncoding("it starts with the byte order mark of " + (little ? "UTF16LE" : "UTF16BE"), null);
            }
            return utf8 ? bytes : pushBack(marked, head, 0, bytes);
        }
        Charset charset = charset(encoding, little, big, utf8);
        return new Utf16Bytes(pushBack(marked, head, little || big ? 2 : 0, bytes), charset);
    }

    private Charset charset(Encoding encoding, boolean little, boolean big, boolean utf8) {
        boolean contrary = (encoding == Encoding.UTF16LE && big) || (encoding == Encoding.UTF16BE && little);
        if (utf8 || contrary) {
            throw wrongEncoding("its byte order mark is of another encoding", null);
        }
        if (encoding == Encoding.UTF16 && !little && !big) {
            throw wrongEncoding("it has no byte order mark: say UTF16LE or UTF16BE", null);
        }
        return encoding == Encoding.UTF16LE || little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }

    /** What is left of the first bytes, followed by the rest. */
    private static InputStream pushBack(PushbackInputStream marked, byte[] head, int from, InputStream rest)
            throws IOException {
        if (from == head.length) {
            return rest;
        }
        marked.unread(head, from, head.length - from);
        return marked;
    }

    private ForebayException wrongCompression(byte[] head) {
        String declared = options.compression().name();
        String found = Magic.find(head)
                .map(other -> "it looks " + other.name().toLowerCase(Locale.ROOT) + "-compressed: say " + other.name()
                        + " instead of " + declared)
                .orElse("load it without " + declared + " if it is plain text");
        return new ForebayException(
                FormatError.WRONG_COMPRESSION, object + " is not " + declared + "-compressed; " + found);
    }

    private ForebayException damaged(Exception cause) {
        return new ForebayException(
                FormatError.DAMAGED_FILE,
                object + " is damaged (" + options.compression() + "): " + cause.getMessage(),
                cause);
    }

    private ForebayException wrongEncoding(String why, @Nullable Exception cause) {
        return new ForebayException(
                FormatError.WRONG_ENCODING,
                object + " is not encoded in " + options.encoding() + " as COPY says: " + why,
                cause);
    }

    @Override
    public void interrupt() {
        stored.close();
    }

    @Override
    public void close() {
        InputStream open = content;
        content = null;
        if (open != null && open != stored) {
            try {
                open.close();
            } catch (IOException e) {
                throw damaged(e);
            }
        }
    }
}
