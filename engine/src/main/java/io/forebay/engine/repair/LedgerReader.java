package io.forebay.engine.repair;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.engine.ledger.FileContent;
import io.forebay.engine.ledger.FileState;
import io.forebay.engine.ledger.JobEntries;
import io.forebay.engine.ledger.JobFile;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads what {@link LedgerWriter} has written, and trusts none of it. Holds a line at a time. */
final class LedgerReader {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final InputStream in;
    private final String scheme;
    private final MessageDigest digest = LedgerFormat.digest();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final byte[] read = new byte[1 << 16];
    private int at;
    private int end;
    private final byte[] line = new byte[LedgerFormat.LINE];
    private int length;
    private long number;
    private long files;
    private long contents;

    private LedgerReader(InputStream in, String scheme) {
        this.in = in;
        this.scheme = scheme;
    }

    /**
     * Gives all entries.
     *
     * @param packed the object's bytes
     * @param source of the job that they are for
     * @param looks is called at each line, and may throw
     * @throws ForebayException INVALID_PARAMETER when they are damaged, cut, of another version or of another source
     */
    static void read(InputStream packed, ObjectUri source, Runnable looks, JobEntries.Taker taker) throws IOException {
        try (InputStream in = new GZIPInputStream(packed, 1 << 16)) {
            LedgerReader reader = new LedgerReader(in, source.scheme());
            reader.head(source);
            while (!reader.entry(taker)) {
                looks.run();
            }
            if (reader.readLine()) {
                throw reader.bad("it goes on behind its end", null);
            }
        } catch (ZipException e) {
            throw LedgerFormat.refused("it is no whole gzip file: " + e.getMessage(), e);
        } catch (EOFException e) {
            throw LedgerFormat.refused("it is cut", e);
        }
    }

    private void head(ObjectUri source) throws IOException {
        JsonNode head = next();
        if (!head.path("format").asText().equals(LedgerFormat.NAME)) {
            throw LedgerFormat.refused("its first line is not that of an exported ledger", null);
        }
        if (number(head, "version") != LedgerFormat.VERSION) {
            throw LedgerFormat.refused(
                    "it is of version " + head.path("version") + ", and this server reads version "
                            + LedgerFormat.VERSION,
                    null);
        }
        String from = text(head, "source");
        if (!from.startsWith(source.toString()) && !source.toString().startsWith(from)) {
            throw LedgerFormat.refused(
                    "it tells of files under '" + from + "', and the job loads from '" + source + "'", null);
        }
    }

    /** @return whether it was the end */
    private boolean entry(JobEntries.Taker taker) throws IOException {
        JsonNode entry = next();
        if (entry.has("end")) {
            end(entry, HexFormat.of().formatHex(digest.digest()));
            return true;
        }
        ObjectUri uri = uri(entry);
        if (entry.has("content")) {
            contents++;
            taker.content(content(entry, uri));
        } else {
            files++;
            taker.file(file(entry, uri));
        }
        return false;
    }

    private void end(JsonNode end, String sum) {
        if (number(end, "files") != files || number(end, "contents") != contents) {
            throw bad(
                    "it says that there are " + end.path("files") + " files and " + end.path("contents")
                            + " contents, and there are " + files + " and " + contents,
                    null);
        }
        if (!text(end, "sha256").equals(sum)) {
            throw bad("its check sum is another", null);
        }
    }

    private ObjectUri uri(JsonNode entry) {
        String bucket = text(entry, "bucket");
        String key = text(entry, "key");
        if (bucket.isEmpty() || key.isEmpty() || bucket.indexOf('/') >= 0) {
            throw bad("it names no object", null);
        }
        return new ObjectUri(scheme, bucket, key);
    }

    private JobFile file(JsonNode entry, ObjectUri uri) {
        long size = number(entry, "size");
        if (size < 0) {
            throw bad("the size of '" + uri + "' is " + size, null);
        }
        StoredObject object = new StoredObject(uri, size, text(entry, "etag"), moment(entry, "modified"));
        try {
            return new JobFile(object, FileState.of(text(entry, "state")), 0, moment(entry, "recorded"));
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()), e);
        }
    }

    private FileContent content(JsonNode entry, ObjectUri uri) {
        String hex = text(entry, "content");
        try {
            if (hex.length() == 32) {
                return new FileContent(
                        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32), uri);
            }
        } catch (IllegalArgumentException e) {
            throw bad("'" + hex + "' is no content", e);
        }
        throw bad("'" + hex + "' is no content", null);
    }

    private Instant moment(JsonNode entry, String field) {
        String text = text(entry, field);
        try {
            Instant moment = Instant.parse(text);
            if (!moment.isBefore(FIRST) && !moment.isAfter(LAST)) {
                return moment;
            }
        } catch (DateTimeException e) {
            throw bad("'" + text + "' is no moment", e);
        }
        throw bad("'" + text + "' is no moment of the years 1 to 9999", null);
    }

    private long number(JsonNode entry, String field) {
        JsonNode value = entry.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw bad("\"" + field + "\" is no number", null);
        }
        return value.longValue();
    }

    private String text(JsonNode entry, String field) {
        JsonNode value = entry.path(field);
        if (!value.isTextual()) {
            throw bad("\"" + field + "\" is no text", null);
        }
        String text = value.textValue();
        if (!unicode(text)) {
            throw bad("\"" + field + "\" is no Unicode text, or has a NUL", null);
        }
        return text;
    }

    /** JSON can write half of a surrogate pair, which no UTF-8 has, and NUL, which ends a text for PostgreSQL's clients. */
    private static boolean unicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isSurrogatePair(c, text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private JsonNode next() throws IOException {
        if (!readLine()) {
            throw LedgerFormat.refused("it is cut behind line " + number, null);
        }
        try {
            JsonNode node = JSON.readTree(
                    decoder.decode(ByteBuffer.wrap(line, 0, length)).toString());
            if (node == null || !node.isObject()) {
                throw bad("it is no JSON object", null);
            }
            return node;
        } catch (CharacterCodingException e) {
            throw bad("it is no UTF-8", e);
        } catch (JsonProcessingException e) {
            throw bad("it is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The line before counts for the check sum now. @return false at the end */
    private boolean readLine() throws IOException {
        if (number > 0) {
            digest.update(line, 0, length);
            digest.update((byte) '\n');
        }
        length = 0;
        if (at == end && !fill()) {
            return false;
        }
        number++;
        while (true) {
            int stop = at;
            while (stop < end && read[stop] != '\n') {
                stop++;
            }
            if (length + stop - at > line.length) {
                throw bad("it has more than " + line.length + " bytes", null);
            }
            System.arraycopy(read, at, line, length, stop - at);
            length += stop - at;
            at = stop;
            if (at < end) {
                at++;
                return true;
            }
            if (!fill()) {
                throw LedgerFormat.refused("it is cut in line " + number, null);
            }
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        end = in.readNBytes(read, 0, read.length);
        return end > 0;
    }

    private ForebayException bad(String what, @Nullable Throwable cause) {
        return LedgerFormat.refused("line " + number + ": " + what, cause);
    }
}
