package io.forebay.torture;

import io.forebay.torture.file.ManifestTarget;
import io.forebay.torture.file.PathsTarget;
import io.forebay.torture.file.S3EventTarget;
import io.forebay.torture.file.SettingsTarget;
import io.forebay.torture.file.UriTarget;
import io.forebay.torture.format.AvroTarget;
import io.forebay.torture.format.CsvTarget;
import io.forebay.torture.format.DelimitedTarget;
import io.forebay.torture.format.FixedWidthTarget;
import io.forebay.torture.format.JsonTarget;
import io.forebay.torture.format.OrcTarget;
import io.forebay.torture.format.ParquetTarget;
import io.forebay.torture.format.XmlTarget;
import io.forebay.torture.parquet.PagesTarget;
import io.forebay.torture.source.Bzip2Target;
import io.forebay.torture.source.DeflateTarget;
import io.forebay.torture.source.GzipTarget;
import io.forebay.torture.source.LzopTarget;
import io.forebay.torture.source.Utf16Target;
import io.forebay.torture.source.ZstdTarget;
import io.forebay.torture.sql.RedactionTarget;
import io.forebay.torture.sql.SqlTarget;
import io.forebay.torture.value.FieldTarget;
import io.forebay.torture.wire.ScramTarget;
import io.forebay.torture.wire.WireTarget;
import java.util.Arrays;
import java.util.List;

/** Every parser that is tortured: a new one is a class and a line here. */
public final class Targets {
    private static final List<Target> ALL = List.of(
            new DelimitedTarget(),
            new CsvTarget(),
            new FixedWidthTarget(),
            new JsonTarget(),
            new XmlTarget(),
            new AvroTarget(),
            new OrcTarget(),
            new ParquetTarget(),
            new PagesTarget(),
            new GzipTarget(),
            new DeflateTarget(),
            new Bzip2Target(),
            new ZstdTarget(),
            new LzopTarget(),
            new Utf16Target(),
            new FieldTarget(),
            new SqlTarget(),
            new RedactionTarget(),
            new ManifestTarget(),
            new PathsTarget(),
            new SettingsTarget(),
            new UriTarget(),
            new S3EventTarget(),
            new WireTarget(),
            new ScramTarget());

    private Targets() {}

    public static List<Target> all() {
        return ALL;
    }

    /** @param names separated by commas; all when there is none */
    static List<Target> named(String names) {
        if (names.isBlank()) {
            return ALL;
        }
        return Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .map(name -> ALL.stream()
                        .filter(target -> target.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no target " + name + ", there are "
                                + ALL.stream().map(Target::name).toList())))
                .toList();
    }
}
