package io.forebay.torture.format;

import io.forebay.contract.format.OrcBytes;
import io.forebay.contract.format.OrcBytes.Kind;
import io.forebay.format.orc.OrcFormat;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.torture.Input;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** ORC; all of the file is the input's. */
public final class OrcTarget extends RecordTarget {
    private static final List<List<String>> ARGUMENTS = List.of(List.of(), List.of("auto"), List.of("auto ignorecase"));

    public OrcTarget() {
        super(new OrcFormat());
    }

    @Override
    public String name() {
        return "orc";
    }

    /** Of the columns that {@link Options#seed} gives, the file's are a text, a number and a list. */
    @Override
    public List<byte[]> seeds() {
        List<List<Object>> rows = List.of(
                List.of("text", 5L, List.of("x", "yy")),
                Arrays.asList(null, null, null),
                List.of("", -70_000L, List.of()));
        Kind[] columns = {Kind.STRING, Kind.BIGINT, Kind.STRINGS};
        byte[] plain = OrcBytes.of(columns).stripe(rows).bytes();
        byte[] two = OrcBytes.of(columns).stripe(rows).stripe(rows).bytes();
        byte[] packed = OrcBytes.of(columns).zlib().stripe(rows).bytes();
        byte[] none = OrcBytes.of(columns).bytes();
        return List.of(
                Options.seed(plain, 0),
                Options.seed(two, 1),
                Options.seed(packed, 0),
                Options.seed(none, 2),
                Options.seed(new byte[0], 0));
    }

    @Override
    protected ReadRequest request(Input input) {
        Layout layout = new Layout.Named("ORC", input.pick(ARGUMENTS));
        ReadRequest request = Options.request(layout, false, input);
        ReadOptions options = request.options();
        Set<ReadFlag> flags = EnumSet.of(ReadFlag.SERIALIZETOJSON);
        if (options.has(ReadFlag.ROUNDEC)) {
            flags.add(ReadFlag.FILLRECORD);
        }
        ReadOptions mine =
                new ReadOptions(layout, options.compression(), options.encoding(), 0, options.values(), flags);
        ExtraFields extra = new ExtraFields(request.extra().policy(), false); // COPY takes no RESCUE for it
        return new ReadRequest(mine, request.columns(), extra, request.inflatedLimit());
    }
}
