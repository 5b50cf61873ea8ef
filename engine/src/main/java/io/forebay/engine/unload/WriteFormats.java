package io.forebay.engine.unload;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.WriteFormat;
import java.util.List;

/** The formats that can be written. */
public record WriteFormats(List<WriteFormat> formats) {
    public WriteFormats {
        formats = List.copyOf(formats);
    }

    WriteFormat of(Layout layout) {
        return formats.stream()
                .filter(format -> format.writes(layout))
                .findFirst()
                .orElseThrow(() -> new ForebayException(
                        CommonError.NOT_SUPPORTED,
                        "no writer for " + (layout instanceof Layout.Named named ? "FORMAT " + named.name() : layout)
                                + " is installed"));
    }
}
