package io.forebay.format.json;

import io.forebay.format.json.path.JsonPath;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.SchemaSample;
import java.util.List;

/**
 * {@code Layout.Named("JSON", …)} with the arguments {@code auto}, {@code auto ignorecase}, {@code noshred}, or {@code
 * paths} and a JSONPath for each column. SOURCE: Amazon Redshift Database Developer Guide, "COPY from JSON format".
 */
public final class JsonFormat implements RecordFormat {
    @Override
    public boolean reads(Layout layout) {
        return layout instanceof Layout.Named named && named.name().equals("JSON");
    }

    @Override
    public String name(Layout layout) {
        return "Json";
    }

    @Override
    public boolean findsByName(Layout layout) {
        return layout instanceof Layout.Named named
                && (named.arguments().isEmpty() || named.arguments().get(0).startsWith("auto"));
    }

    @Override
    public RecordReaders open(ReadRequest request) {
        return new JsonReaders(request, JsonReaders.BLOCK_BYTES);
    }

    @Override
    public SchemaSample sample(ReadOptions options) {
        List<String> arguments = ((Layout.Named) options.layout()).arguments();
        String kind = arguments.isEmpty() ? "auto" : arguments.get(0);
        return switch (kind) {
            case "auto", "auto ignorecase" -> new MemberSample(options, kind.equals("auto"));
            case "noshred" -> new DocumentSample(options);
            case "paths" -> new PathSample(options, JsonPath.parseAll(arguments.subList(1, arguments.size())));
            default -> throw LoadRules.unknown(kind);
        };
    }
}
