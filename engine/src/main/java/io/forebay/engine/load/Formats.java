package io.forebay.engine.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.RecordFormat;
import java.util.List;

/** The formats that can be read. */
public record Formats(List<RecordFormat> formats) {
    public Formats {
        formats = List.copyOf(formats);
    }

    public RecordFormat of(Layout layout) {
        return formats.stream()
                .filter(format -> format.reads(layout))
                .findFirst()
                .orElseThrow(
                        () -> new ForebayException(
                                CommonError.NOT_SUPPORTED,
                                "no reader for "
                                        + (layout instanceof Layout.Named named ? "FORMAT " + named.name() : layout)
                                        + " is installed; delimited text, CSV, FIXEDWIDTH, JSON, AVRO, XML, PARQUET and ORC can be loaded"));
    }
}
