package io.forebay.format.delimited.write;

import io.forebay.format.delimited.DelimitedFormat;
import io.forebay.format.kit.write.RowBytes;
import io.forebay.format.kit.write.RowText;
import io.forebay.format.kit.write.Suffixes;
import io.forebay.format.kit.write.TextWriters;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.RecordWriters;
import io.forebay.spi.format.WriteColumn;
import io.forebay.spi.format.WriteFlag;
import io.forebay.spi.format.WriteFormat;
import io.forebay.spi.format.WriteOptions;
import io.forebay.spi.format.WriteRequest;
import java.util.Arrays;
import java.util.List;

/** Delimited text, CSV and text of fixed widths. SOURCE: Redshift Database Developer Guide, "UNLOAD". */
public final class DelimitedWriteFormat implements WriteFormat {
    @Override
    public boolean writes(Layout layout) {
        return !(layout instanceof Layout.Named);
    }

    @Override
    public String name(Layout layout) {
        return new DelimitedFormat().name(layout);
    }

    @Override
    public String suffix(WriteOptions options) {
        return Suffixes.of(options.compression());
    }

    @Override
    public RecordWriters open(WriteRequest request) {
        WriteOptions options = request.options();
        List<WriteColumn> columns = request.columns();
        RowText rows = options.layout().accept(new Layout.Visitor<RowText>() {
            @Override
            public RowText delimited(Layout.Delimited layout) {
                return new SeparatedRow(columns, layout.delimiter(), options.nullAs(), style(layout, options));
            }

            @Override
            public RowText csv(Layout.Csv layout) {
                FieldStyle style = FieldStyle.csv(layout.delimiter(), columns.size() == 1);
                return new SeparatedRow(columns, layout.delimiter(), options.nullAs(), style);
            }

            @Override
            public RowText fixedWidth(Layout.FixedWidth layout) {
                return FixedWidthRow.of(columns, layout, options.nullAs());
            }

            @Override
            public RowText named(Layout.Named layout) {
                throw new ForebayException(CommonError.NOT_SUPPORTED, "FORMAT " + layout.name() + " is no text");
            }
        });
        byte[] header = options.has(WriteFlag.HEADER) ? header(columns, (SeparatedRow) rows) : new byte[0];
        return new TextWriters(options.compression(), rows, header);
    }

    private static FieldStyle style(Layout.Delimited layout, WriteOptions options) {
        return FieldStyle.delimited(
                layout.delimiter(), options.has(WriteFlag.ADDQUOTES), options.has(WriteFlag.ESCAPE));
    }

    /** The names of the columns, written as texts are. */
    private static byte[] header(List<WriteColumn> columns, SeparatedRow rows) {
        RowBytes line = new RowBytes();
        rows.names(columns.stream().map(WriteColumn::name).toList(), line);
        return Arrays.copyOf(line.array(), line.length());
    }
}
