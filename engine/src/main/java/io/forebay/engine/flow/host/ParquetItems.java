package io.forebay.engine.flow.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.load.Formats;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.format.SchemaSample;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a Parquet file as objects, with the columns that a table of it would have: numbers and booleans as such, times
 * as texts of ISO 8601, bytes in Base64, lists, maps and structs as JSON.
 */
final class ParquetItems implements Chunk {
    private static final int ROWS = 512;
    private static final ReadOptions OPTIONS = new ReadOptions(
            new Layout.Named("PARQUET", List.of()),
            ReadOptions.DEFAULT.compression(),
            ReadOptions.DEFAULT.encoding(),
            0,
            ReadOptions.DEFAULT.values(),
            Set.of(ReadFlag.SERIALIZETOJSON));

    private final List<Column> columns;
    private final ObjectNode[] rows = new ObjectNode[ROWS];
    private @Nullable RejectedRow refused;

    private ParquetItems(List<Column> columns) {
        this.columns = columns;
        for (int i = 0; i < ROWS; i++) {
            rows[i] = Json.object();
        }
    }

    /** @param most how many are wanted */
    static List<JsonNode> of(Formats formats, ObjectStore store, StoredObject object, long most, long inflatedLimit)
            throws TaskFailure {
        RecordFormat format = formats.of(OPTIONS.layout());
        SchemaSample sample = format.sample(OPTIONS);
        sample.add(object, store.open(object));
        ParquetItems chunk = new ParquetItems(sample.columns());
        ReadRequest request = new ReadRequest(OPTIONS, chunk.columns, ExtraFields.IGNORED, inflatedLimit);
        try (RecordReaders readers = format.open(request);
                RecordReader reader = readers.open(object, store.open(object))) {
            return chunk.all(reader, most);
        }
    }

    private List<JsonNode> all(RecordReader reader, long most) throws TaskFailure {
        List<JsonNode> items = new ArrayList<>();
        RecordPart next = reader.nextPart();
        while (next != null) {
            try (RecordPart part = next) {
                for (int count = read(part); count > 0 && items.size() < most; count = read(part)) {
                    for (int i = 0; i < count; i++) {
                        items.add(rows[i]);
                        rows[i] = Json.object();
                    }
                }
            }
            next = items.size() < most ? reader.nextPart() : null;
        }
        return items;
    }

    private int read(RecordPart part) throws TaskFailure {
        int count = part.read(this, 0, row -> {
            refused = row;
            return false;
        });
        RejectedRow wrong = refused;
        if (wrong != null) {
            throw new TaskFailure(
                    null, "The record " + wrong.line() + " of " + wrong.object() + " is wrong: " + wrong.reason());
        }
        return count;
    }

    @Override
    public int capacity() {
        return ROWS;
    }

    private void set(int column, int row, JsonNode value) {
        rows[row].set(columns.get(column).name(), value);
    }

    private void set(int column, int row, Object text) {
        rows[row].put(columns.get(column).name(), text.toString());
    }

    @Override
    public void setNull(int column, int row) {
        rows[row].putNull(columns.get(column).name());
    }

    @Override
    public void setLong(int column, int row, long value) {
        switch (columns.get(column).type().kind()) {
            case BOOLEAN -> rows[row].put(columns.get(column).name(), value != 0);
            case DATE -> set(column, row, LocalDate.ofEpochDay(value));
            case TIME -> set(column, row, LocalTime.ofNanoOfDay(value * 1000));
            case TIMESTAMP -> set(column, row, LocalDateTime.ofInstant(instant(value), ZoneOffset.UTC));
            case TIMESTAMPTZ -> set(column, row, instant(value));
            case DECIMAL -> decimal(column, row, BigInteger.valueOf(value));
            default -> rows[row].put(columns.get(column).name(), value);
        }
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private void decimal(int column, int row, BigInteger digits) {
        Column of = columns.get(column);
        rows[row].put(of.name(), new BigDecimal(digits, of.type().scale()));
    }

    @Override
    public void setWide(int column, int row, long high, long low) {
        decimal(
                column,
                row,
                new BigInteger(
                        ByteBuffer.allocate(16).putLong(high).putLong(low).array()));
    }

    @Override
    public void setDouble(int column, int row, double value) {
        if (Double.isFinite(value)) {
            rows[row].put(columns.get(column).name(), value);
        } else {
            set(column, row, Double.valueOf(value));
        }
    }

    @Override
    public void setBytes(int column, int row, byte[] bytes, int offset, int length) {
        switch (columns.get(column).type().kind()) {
            case VARBYTE ->
                set(
                        column,
                        row,
                        Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, offset, offset + length)));
            case SUPER -> set(column, row, json(new String(bytes, offset, length, StandardCharsets.UTF_8)));
            default -> set(column, row, new String(bytes, offset, length, StandardCharsets.UTF_8));
        }
    }

    private static JsonNode json(String text) {
        try {
            return Json.parse(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reader has made a text that is no JSON", e);
        }
    }
}
