package io.forebay.contract.format;

import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;

/**
 * A record format under test. An implementation says how its bytes look; the rules that are its own it tests itself. The
 * table has two columns, {@link #COLUMNS}.
 */
public abstract class FormatUnderTest {
    /** {@code id INTEGER, name VARCHAR(100)}. */
    protected static final List<Column> COLUMNS =
            List.of(Column.of("id", ColumnType.of(TypeKind.INTEGER)), Column.of("name", ColumnType.varchar(100)));

    protected abstract RecordFormat format();

    /** Reads {@link #COLUMNS}. */
    protected abstract ReadRequest request();

    /** One record, such that records one after another are a {@link #file}. Where records have lines, it takes one. */
    protected abstract byte[] record(int id, String name);

    /** A file of such records: as they are, unless something is around them. */
    protected byte[] file(byte[] records) {
        return records;
    }

    /** A record that is no row, because its id is no number. */
    protected abstract byte[] brokenRecord();

    /** Whether a record is a text, which is handed out when it is no row. */
    protected boolean recordsAreTexts() {
        return true;
    }

    /** Whether the format finds fields by name, so that {@link #fileWith} gives files. */
    protected boolean findsByName() {
        return false;
    }

    /** A file of one record that has a text field more, which no column is for. */
    protected byte[] fileWith(int id, String name, String field, String value) {
        throw new UnsupportedOperationException("only where fields are found by name");
    }

    byte[] records(int firstId, int count) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int id = firstId; id < firstId + count; id++) {
            bytes.writeBytes(record(id, "name " + id));
        }
        return bytes.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    static StoredObject object(long size) {
        return new StoredObject(ObjectUri.parse("s3://lake/part-0"), size, "etag", Instant.EPOCH);
    }
}
