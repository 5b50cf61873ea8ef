package io.forebay.format.parquet;

import io.forebay.contract.format.Loaded;
import io.forebay.contract.format.Sampled;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.List;
import java.util.Set;

/** Loads files as COPY does. */
final class Reading {
    private Reading() {}

    static ReadOptions options(Set<ReadFlag> flags, String... arguments) {
        ReadOptions plain = ReadOptions.DEFAULT;
        return new ReadOptions(
                new Layout.Named("PARQUET", List.of(arguments)),
                plain.compression(),
                plain.encoding(),
                0,
                plain.values(),
                flags);
    }

    /** Into these columns, by position, with SERIALIZETOJSON. */
    static Loaded load(byte[] file, Column... columns) {
        return load(file, List.of(columns), Set.of(ReadFlag.SERIALIZETOJSON));
    }

    static Loaded load(byte[] file, List<Column> columns, Set<ReadFlag> flags, String... arguments) {
        return Loaded.from(
                new ParquetFormat(),
                new ReadRequest(options(flags, arguments), columns, ExtraFields.IGNORED, ReadRequest.INFLATED_LIMIT),
                file);
    }

    /** Into the columns that the file tells. */
    static Loaded load(byte[] file) {
        return load(file, describe(file).toArray(new Column[0]));
    }

    static List<Column> describe(byte[] file) {
        return Sampled.from(new ParquetFormat(), options(Set.of(ReadFlag.SERIALIZETOJSON)), file)
                .columns();
    }

    static Column column(String name, TypeKind kind) {
        return Column.of(name, ColumnType.of(kind));
    }
}
