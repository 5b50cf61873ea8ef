package io.forebay.engine.dataapi;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Results on the disk, in pages: a folder for each statement, a file for each page of each of its parts. JSON pages hold an
 * array of records, CSV pages text; the first CSV page begins with the columns' names.
 */
final class ResultFiles {
    /** The API's limits, in bytes. SOURCE: Amazon Redshift Management Guide, "Using the Amazon Redshift Data API". */
    private static final long MOST = 500L << 20;

    private static final int WIDEST = 64 << 10;
    private static final int PAGE = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    ResultFiles(Path folder) {
        this.folder = folder;
    }

    /** @param rows in all @param bytes of values in all */
    record Written(long rows, long bytes, int pages) {}

    private Path page(String id, int part, int page) {
        return folder.resolve(id).resolve(part + "-" + page);
    }

    Written write(String id, int part, boolean csv, Rows rows, BooleanSupplier stopped) {
        try {
            Files.createDirectories(folder.resolve(id));
            return csv ? new CsvPages(id, part, rows, stopped).write() : new JsonPages(id, part, rows, stopped).write();
        } catch (IOException e) {
            throw new ForebayException(CommonError.DISK_FULL, "cannot keep a result: " + e.getMessage(), e);
        }
    }

    JsonNode records(String id, int part, int page) {
        return read(id, part, page, bytes -> JSON.readTree(bytes));
    }

    String csv(String id, int part, int page) {
        return read(id, part, page, bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private interface Reading<T> {
        T of(byte[] bytes) throws IOException;
    }

    private <T> T read(String id, int part, int page, Reading<T> reading) {
        try {
            return reading.of(Files.readAllBytes(page(id, part, page)));
        } catch (NoSuchFileException e) {
            throw DataApiException.notFound(id, "The result is not kept any more.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String id) {
        Path own = folder.resolve(id);
        if (!Files.isDirectory(own)) {
            return;
        }
        try (Stream<Path> pages = Files.list(own)) {
            for (Path page : pages.toList()) {
                Files.deleteIfExists(page);
            }
            Files.deleteIfExists(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statements that have results. */
    List<String> ids() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What both kinds have in common. */
    private abstract class Pages {
        private final String id;
        private final int part;
        private final BooleanSupplier stopped;
        final Rows rows;
        final List<ResultColumn> columns;
        final ByteArrayOutputStream page = new ByteArrayOutputStream();
        private long bytes;
        private long written;
        private int pages;

        Pages(String id, int part, Rows rows, BooleanSupplier stopped) {
            this.id = id;
            this.part = part;
            this.rows = rows;
            this.stopped = stopped;
            this.columns = rows.columns();
        }

        abstract void begin() throws IOException;

        abstract void row() throws IOException;

        abstract void end() throws IOException;

        Written write() throws IOException {
            long count = 0;
            begin();
            while (rows.next()) {
                if (stopped.getAsBoolean()) {
                    throw ForebayException.cancelled();
                }
                row();
                count++;
                if (written + page.size() > MOST) {
                    throw new ForebayException(CommonError.TOO_MUCH, "Database response exceeded size limit");
                }
                if (page.size() >= PAGE) {
                    flush();
                    begin();
                }
            }
            flush();
            return new Written(count, bytes, pages);
        }

        private void flush() throws IOException {
            end();
            Files.write(page(id, part, pages), page.toByteArray());
            written += page.size();
            page.reset();
            pages++;
        }

        void count(int width) {
            if (width > WIDEST) {
                throw new ForebayException(CommonError.TOO_MUCH, "Packet for query is too large");
            }
            bytes += width;
        }

        boolean first() {
            return pages == 0;
        }
    }

    private final class JsonPages extends Pages {
        private JsonGenerator out = JSON.createGenerator(page);

        JsonPages(String id, int part, Rows rows, BooleanSupplier stopped) throws IOException {
            super(id, part, rows, stopped);
        }

        @Override
        void begin() throws IOException {
            out = JSON.createGenerator(page);
            out.writeStartArray();
        }

        @Override
        void row() throws IOException {
            int width = 0;
            out.writeStartArray();
            for (int i = 0; i < columns.size(); i++) {
                out.writeStartObject();
                width += field(i, columns.get(i).type());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.flush();
            count(width);
        }

        /** @return about how many bytes the value takes */
        private int field(int column, ColumnType type) throws IOException {
            if (rows.isNull(column)) {
                out.writeBooleanField("isNull", true);
                return 1;
            }
            switch (type.kind()) {
                case SMALLINT, INTEGER, BIGINT -> {
                    out.writeNumberField("longValue", rows.longAt(column));
                    return Long.BYTES;
                }
                case REAL, DOUBLE -> {
                    double value = rows.doubleAt(column);
                    if (Double.isFinite(value)) {
                        out.writeNumberField("doubleValue", value);
                    } else {
                        out.writeStringField("doubleValue", Double.toString(value));
                    }
                    return Double.BYTES;
                }
                case BOOLEAN -> {
                    out.writeBooleanField("booleanValue", rows.booleanAt(column));
                    return 1;
                }
                case VARBYTE -> {
                    byte[] value = rows.bytesAt(column);
                    out.writeBinaryField("blobValue", value);
                    return value.length;
                }
                default -> {
                    String text = FieldText.of(rows, column, type);
                    out.writeStringField("stringValue", text);
                    return text.length();
                }
            }
        }

        @Override
        void end() throws IOException {
            out.writeEndArray();
            out.close();
        }
    }

    private final class CsvPages extends Pages {
        CsvPages(String id, int part, Rows rows, BooleanSupplier stopped) {
            super(id, part, rows, stopped);
        }

        @Override
        void begin() {
            if (first()) {
                line(columns.stream().map(column -> quoted(column.name())).toList());
            }
        }

        @Override
        void row() {
            List<String> fields = new java.util.ArrayList<>();
            int width = 0;
            for (int i = 0; i < columns.size(); i++) {
                String field = rows.isNull(i)
                        ? ""
                        : quoted(FieldText.of(rows, i, columns.get(i).type()));
                width += field.length();
                fields.add(field);
            }
            line(fields);
            count(width);
        }

        /** An empty text stands in quotes, so that it is no NULL. */
        private static String quoted(String text) {
            boolean plain = !text.isEmpty()
                    && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                    && text.strip().length() == text.length();
            return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
        }

        private void line(List<String> fields) {
            page.writeBytes((String.join(",", fields) + "\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        void end() {}
    }
}
