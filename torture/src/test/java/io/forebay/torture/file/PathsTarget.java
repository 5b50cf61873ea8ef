package io.forebay.torture.file;

import io.forebay.engine.sql.CopyCommand;
import io.forebay.spi.format.Layout;
import io.forebay.torture.Input;
import java.util.List;

/** A JSONPaths file. */
public final class PathsTarget extends SourceTarget {
    private static final CopyCommand COPY = command("copy t from 's3://lake/part' json 's3://lake/the-file'");

    @Override
    public String name() {
        return "json-paths";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(Input.of("{\"jsonpaths\":[\"$.a\",\"$['b'][0]\",\"$.c.d[12].e\"]}"), Input.of("{\"x\":[1]}"));
    }

    @Override
    void read() {
        Layout layout = source.withPaths(COPY).options().layout();
        List<String> arguments = ((Layout.Named) layout).arguments();
        boolean paths = arguments.get(0).equals("paths") && arguments.size() > 1;
        if (!paths && !arguments.equals(List.of("auto"))) {
            throw new AssertionError("neither paths nor 'auto': " + arguments);
        }
    }
}
