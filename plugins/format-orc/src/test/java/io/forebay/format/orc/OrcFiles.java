package io.forebay.format.orc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;
import org.apache.orc.storage.common.type.HiveDecimal;
import org.apache.orc.storage.ql.exec.vector.BytesColumnVector;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DateColumnVector;
import org.apache.orc.storage.ql.exec.vector.DecimalColumnVector;
import org.apache.orc.storage.ql.exec.vector.DoubleColumnVector;
import org.apache.orc.storage.ql.exec.vector.ListColumnVector;
import org.apache.orc.storage.ql.exec.vector.LongColumnVector;
import org.apache.orc.storage.ql.exec.vector.MapColumnVector;
import org.apache.orc.storage.ql.exec.vector.StructColumnVector;
import org.apache.orc.storage.ql.exec.vector.TimestampColumnVector;
import org.apache.orc.storage.ql.exec.vector.UnionColumnVector;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;
import org.jspecify.annotations.Nullable;

/**
 * Files of orc-core's own writer. A value is a Boolean, a Number, a String, bytes, a BigDecimal, a LocalDate, a
 * LocalDateTime (what the clock shows; the writer's zone is UTC), an Instant, a List (also for a struct), a Map, a {@link
 * Part} of a union, or null.
 */
final class OrcFiles {
    /** A value of a union. */
    record Part(int tag, @Nullable Object value) {}

    private final TypeDescription schema;
    private final Configuration settings = new Configuration(false);
    private UnaryOperator<OrcFile.WriterOptions> options = UnaryOperator.identity();
    private int batch = 1000;
    private int stripe = Integer.MAX_VALUE;
    private boolean utc = true;

    private OrcFiles(TypeDescription schema) {
        this.schema = schema;
    }

    static OrcFiles of(String schema) {
        return new OrcFiles(TypeDescription.fromString(schema));
    }

    /** Files of one column {@code x}. */
    static OrcFiles of(TypeDescription type) {
        return new OrcFiles(TypeDescription.createStruct().addField("x", type));
    }

    OrcFiles with(CompressionKind codec) {
        return with(before -> before.compress(codec));
    }

    OrcFiles with(UnaryOperator<OrcFile.WriterOptions> more) {
        UnaryOperator<OrcFile.WriterOptions> before = options;
        options = given -> more.apply(before.apply(given));
        return this;
    }

    OrcFiles set(String key, String value) {
        settings.set(key, value);
        return this;
    }

    /** A stripe each so many rows. */
    OrcFiles stripes(int rows) {
        stripe = rows;
        return this;
    }

    /** The writer's zone is the one of the machine. */
    OrcFiles inOwnZone() {
        utc = false;
        return this;
    }

    byte[] rows(List<?>... rows) {
        return rows(Arrays.asList(rows));
    }

    /** Rows of one column. */
    byte[] values(@Nullable Object... values) {
        return rows(Arrays.stream(values).map(Arrays::asList).toList());
    }

    byte[] rows(List<? extends List<?>> rows) {
        MemoryFiles files = new MemoryFiles();
        OrcFile.WriterOptions given = OrcFile.writerOptions(settings)
                .fileSystem(files)
                .setSchema(schema)
                .useUTCTimestamp(utc)
                .rowIndexStride(1000);
        try {
            Writer writer = OrcFile.createWriter(new Path("/file.orc"), options.apply(given));
            VectorizedRowBatch vectors = schema.createRowBatch(batch);
            int inStripe = 0;
            for (List<?> row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    set(vectors.cols[i], schema.getChildren().get(i), vectors.size, row.get(i));
                }
                vectors.size++;
                inStripe++;
                if (vectors.size == batch || inStripe == stripe) {
                    writer.addRowBatch(vectors);
                    vectors.reset();
                }
                if (inStripe == stripe) {
                    writer.writeIntermediateFooter();
                    inStripe = 0;
                }
            }
            if (vectors.size > 0) {
                writer.addRowBatch(vectors);
            }
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.bytes();
    }

    private void set(ColumnVector vector, TypeDescription type, int row, @Nullable Object value) {
        vector.ensureSize(row + 1, true);
        if (value == null) {
            vector.noNulls = false;
            vector.isNull[row] = true;
            return;
        }
        vector.isNull[row] = false;
        switch (type.getCategory()) {
            case BOOLEAN -> ((LongColumnVector) vector).vector[row] = (Boolean) value ? 1 : 0;
            case BYTE, SHORT, INT, LONG -> ((LongColumnVector) vector).vector[row] = ((Number) value).longValue();
            case FLOAT, DOUBLE -> ((DoubleColumnVector) vector).vector[row] = ((Number) value).doubleValue();
            case DECIMAL -> ((DecimalColumnVector) vector).vector[row].set(HiveDecimal.create((BigDecimal) value));
            case DATE -> {
                DateColumnVector dates = (DateColumnVector) vector;
                dates.changeCalendar(true, false);
                dates.vector[row] = ((LocalDate) value).toEpochDay();
            }
            case TIMESTAMP, TIMESTAMP_INSTANT -> {
                TimestampColumnVector times = (TimestampColumnVector) vector;
                Instant instant = value instanceof Instant given ? given : instant((LocalDateTime) value);
                times.changeCalendar(true, false);
                times.setIsUTC(true);
                times.time[row] = instant.toEpochMilli();
                times.nanos[row] = instant.getNano();
            }
            case STRING, CHAR, VARCHAR, BINARY, Geometry, Geography -> {
                byte[] bytes = value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) value;
                ((BytesColumnVector) vector).setRef(row, bytes, 0, bytes.length);
            }
            case LIST -> {
                ListColumnVector lists = (ListColumnVector) vector;
                lists.offsets[row] = lists.childCount;
                lists.lengths[row] = ((List<?>) value).size();
                for (Object item : (List<?>) value) {
                    set(lists.child, type.getChildren().get(0), lists.childCount++, item);
                }
            }
            case MAP -> {
                MapColumnVector maps = (MapColumnVector) vector;
                maps.offsets[row] = maps.childCount;
                maps.lengths[row] = ((Map<?, ?>) value).size();
                ((Map<?, ?>) value).forEach((key, item) -> {
                    set(maps.keys, type.getChildren().get(0), maps.childCount, key);
                    set(maps.values, type.getChildren().get(1), maps.childCount++, item);
                });
            }
            case STRUCT -> {
                for (int i = 0; i < type.getChildren().size(); i++) {
                    set(
                            ((StructColumnVector) vector).fields[i],
                            type.getChildren().get(i),
                            row,
                            ((List<?>) value).get(i));
                }
            }
            case UNION -> {
                Part part = (Part) value;
                UnionColumnVector unions = (UnionColumnVector) vector;
                unions.tags[row] = part.tag();
                set(unions.fields[part.tag()], type.getChildren().get(part.tag()), row, part.value());
            }
        }
    }

    private Instant instant(LocalDateTime shown) {
        return utc
                ? shown.toInstant(ZoneOffset.UTC)
                : shown.atZone(java.time.ZoneId.systemDefault()).toInstant();
    }
}
