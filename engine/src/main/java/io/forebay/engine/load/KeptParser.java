package io.forebay.engine.load;

import io.forebay.engine.reject.KeptRecord;
import io.forebay.engine.reject.KeptText;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads kept records, each as a file of its own, by the options of a COPY. Used by one thread. */
final class KeptParser implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KeptParser.class);
    private static final int UNKNOWN_PARSE_ERROR = 1200;
    private static final String MARK = "\uFEFF";

    private final RecordReaders readers;
    private final Chunk nowhere = new Nowhere();

    KeptParser(CopyCommand command, CopyBinding binding, Formats formats, long inflatedLimit) {
        RecordFormat format = formats.of(command.options().layout());
        this.readers = format.open(new ReadRequest(
                ofTexts(command.options()), binding.columns(), Pass.extra(command, binding, format), inflatedLimit));
    }

    private static ReadOptions ofTexts(ReadOptions options) {
        return new ReadOptions(options.layout(), Compression.NONE, Encoding.UTF8, 0, options.values(), options.flags());
    }

    /** The fields that no column took, when they are to be added. */
    List<Column> newColumns() {
        return readers.newColumns();
    }

    /** Starts to read the text of a record. */
    RecordReader open(KeptRecord record) {
        byte[] text = file(record.findText().map(KeptText::text).orElse("")).getBytes(StandardCharsets.UTF_8);
        StoredObject object = new StoredObject(record.file(), text.length, record.etag(), Instant.EPOCH);
        return readers.open(object, new ByteArrayInputStream(text));
    }

    /** What a file begins with may be a byte order mark, and what it ends with the end of a line: here both are text. */
    private static String file(String text) {
        return (text.startsWith(MARK) ? MARK : "") + text + (text.endsWith("\r") ? "\r\n" : "");
    }

    /** Why the record is no row, or rows; empty when it is. */
    Optional<RejectedRow> error(KeptRecord record) {
        try {
            return read(record);
        } catch (ForebayException e) {
            if (Fault.of(e) != Fault.BAD) {
                throw e;
            }
            return Optional.of(WholeFile.rejected(record.file(), e));
        } catch (RuntimeException e) {
            log.error("reading a kept record failed by a defect file={} line={}", record.file(), record.line(), e);
            return Optional.of(WholeFile.rejected(
                    record.file(),
                    new ForebayException(CommonError.INTERNAL, "reading the record failed by a defect: " + e, e)));
        }
    }

    private Optional<RejectedRow> read(KeptRecord record) {
        FirstError first = new FirstError();
        long rows = 0;
        try (RecordReader reader = open(record)) {
            for (RecordPart part = reader.nextPart(); part != null && first.row == null; part = reader.nextPart()) {
                try (RecordPart open = part) {
                    for (int count = open.read(nowhere, 0, first::reject);
                            count > 0;
                            count = open.read(nowhere, 0, first::reject)) {
                        rows += count;
                    }
                }
            }
        }
        return first.row == null && rows == 0
                ? Optional.of(new RejectedRow(
                        record.file(),
                        record.line(),
                        null,
                        -1,
                        "",
                        "",
                        UNKNOWN_PARSE_ERROR,
                        "The text holds no record"))
                : Optional.ofNullable(first.row);
    }

    private static final class FirstError {
        private @Nullable RejectedRow row;

        private boolean reject(RejectedRow rejected) {
            row = row == null ? rejected : row;
            return false;
        }
    }

    @Override
    public void close() {
        readers.close();
    }
}
