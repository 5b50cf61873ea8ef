package io.forebay.engine.repair;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.engine.job.JobView;
import io.forebay.engine.ledger.FileContent;
import io.forebay.engine.ledger.JobEntries;
import io.forebay.engine.ledger.JobFile;
import io.forebay.spi.store.ObjectUri;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** Writes a job's entries as docs/reference/ledger-export.md says. */
final class LedgerWriter implements JobEntries.Taker, AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();

    private final MessageDigest digest;
    private final OutputStream out;
    private long files;
    private long contents;

    private LedgerWriter(MessageDigest digest, OutputStream out) {
        this.digest = digest;
        this.out = out;
    }

    static LedgerWriter open(Path file) throws IOException {
        MessageDigest digest = LedgerFormat.digest();
        OutputStream packed = new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), 1 << 16);
        return new LedgerWriter(digest, new DigestOutputStream(packed, digest));
    }

    /** One line: an object's fields. */
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private void line(Fields fields) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JsonGenerator json = JSON.createGenerator(bytes)) {
                json.writeStartObject();
                fields.write(json);
                json.writeEndObject();
            }
            bytes.write('\n');
            bytes.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void head(JobView view, Instant now) {
        line(json -> {
            json.writeStringField("format", LedgerFormat.NAME);
            json.writeNumberField("version", LedgerFormat.VERSION);
            json.writeStringField("job", view.job().name());
            json.writeStringField("source", view.job().source());
            json.writeStringField("exported", now.toString());
        });
    }

    @Override
    public void file(JobFile file) {
        files++;
        line(json -> {
            uri(json, file.object().uri());
            json.writeStringField("state", file.state().letter());
            json.writeNumberField("size", file.object().size());
            json.writeStringField("etag", file.object().etag());
            json.writeStringField("modified", file.object().lastModified().toString());
            json.writeStringField("recorded", file.recorded().toString());
        });
    }

    @Override
    public void content(FileContent content) {
        contents++;
        line(json -> {
            uri(json, content.uri());
            json.writeStringField("content", hex(content.high()) + hex(content.low()));
        });
    }

    private static void uri(JsonGenerator json, ObjectUri uri) throws IOException {
        json.writeStringField("bucket", uri.bucket());
        json.writeStringField("key", uri.key());
    }

    private static String hex(long bits) {
        return HexFormat.of().toHexDigits(bits);
    }

    /** @return how many files there are */
    long end() {
        String sum = HexFormat.of().formatHex(digest.digest());
        line(json -> {
            json.writeBooleanField("end", true);
            json.writeNumberField("files", files);
            json.writeNumberField("contents", contents);
            json.writeStringField("sha256", sum);
        });
        return files;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
