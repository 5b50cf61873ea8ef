package io.forebay.torture.format;

import io.forebay.format.json.JsonFormat;
import io.forebay.format.json.SmallJsonBlocks;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.format.ValueRules;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.torture.Input;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** JSON by names, by JSONPaths and as whole documents; blocks of any size give the same rows and errors. */
public final class JsonTarget extends RecordTarget {
    private static final List<List<String>> ARGUMENTS = List.of(
            List.of("auto"),
            List.of("auto ignorecase"),
            List.of("noshred"),
            List.of("paths", "$.a", "$['b'].c", "$.d[1].e"),
            List.of("paths", "$[0]", "$[1][0]", "$[2].b"));
    private static final List<ColumnType> TYPES = List.of(
            ColumnType.varchar(20),
            ColumnType.of(TypeKind.INTEGER),
            ColumnType.of(TypeKind.SUPER),
            ColumnType.of(TypeKind.DOUBLE),
            ColumnType.decimal(20, 3),
            ColumnType.of(TypeKind.BOOLEAN),
            ColumnType.of(TypeKind.TIMESTAMP));
    private static final int LARGE_BLOCK = 1 << 13;

    public JsonTarget() {
        super(new JsonFormat());
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                seed(0, "{\"a\":\"x\",\"b\":12,\"c\":{\"d\":[1,null]}}\n{\"b\":null,\"a\":\"\\u00e9\\n\"}"),
                seed(1, "[{\"A\":\"x\"},{\"B\":-1.5e3}]"),
                seed(2, "{\"a\":[true,false]} {}\n{\"b\":\"\ud83d\ude00\"}"),
                seed(3, "{\"a\":\"x\",\"b\":{\"c\":3},\"d\":[0,{\"e\":[]}]}\n{\"a\":1"),
                seed(4, "[\"x\",[7],{\"b\":{}}]\n[]\n{broken\n[\"y\"]"));
    }

    private static byte[] seed(int arguments, String text) {
        return Input.of(text, 7, 2, arguments, 0, 0, 0, 0, 0, 0, 0, 1, 2);
    }

    @Override
    protected ReadRequest request(Input input) {
        List<String> arguments = input.pick(ARGUMENTS);
        Set<ReadFlag> flags = EnumSet.noneOf(ReadFlag.class);
        flags.addAll(input.some(ReadFlag.class));
        flags.removeAll(Set.of(ReadFlag.ESCAPE, ReadFlag.REMOVEQUOTES, ReadFlag.FILLRECORD, ReadFlag.IGNOREBLANKLINES));
        int encoding = input.below(16);
        Character replacement = input.below(4) == 3 ? '?' : null;
        String moment = input.flag() ? "auto" : null;
        int ignoreHeader = input.below(3);
        int extras = input.below(256);
        List<Column> columns = new ArrayList<>();
        boolean whole = arguments.get(0).equals("noshred");
        for (int i = 0; i < (whole ? 1 : 3); i++) {
            ColumnType type = input.pick(TYPES);
            columns.add(Column.of(List.of("a", "b", "c").get(i), whole ? ColumnType.of(TypeKind.SUPER) : type));
        }
        ReadOptions options = new ReadOptions(
                new Layout.Named("JSON", arguments),
                Compression.NONE,
                encoding < 13 ? Encoding.UTF8 : Encoding.values()[encoding - 12],
                ignoreHeader,
                new ValueRules("\\N", replacement, moment, moment),
                flags);
        ExtraFields extra = arguments.get(0).startsWith("auto") ? Options.extra(extras) : ExtraFields.IGNORED;
        return new ReadRequest(options, columns, extra, ReadRequest.INFLATED_LIMIT);
    }

    @Override
    protected RecordReaders open(ReadRequest request) {
        return SmallJsonBlocks.open(request, LARGE_BLOCK);
    }

    /**
     * Bytes that are no UTF-8 and half a surrogate pair go nowhere; a path may lead nowhere, and names lead nowhere in a row
     * that is an array.
     */
    @Override
    protected boolean refusable(ReadRequest request, RejectedRow row) {
        List<String> arguments = ((Layout.Named) request.options().layout()).arguments();
        return row.code() == 1220
                || (row.code() == 1224 && row.rawLine().contains("\\u"))
                || (row.code() == 1216
                        && (arguments.get(0).equals("paths") || row.rawLine().startsWith("[")));
    }

    @Override
    protected void check(ReadRequest request, byte[] file, Reading.Outcome outcome) {
        for (int blockBytes : new int[] {1 + file.length % 13, 64, 1000}) {
            try (RecordReaders readers = SmallJsonBlocks.open(request, blockBytes)) {
                same(outcome, Reading.of(readers, request, file, 5, Integer.MAX_VALUE));
            }
        }
        boolean utf8 = request.options().encoding() == Encoding.UTF8;
        if (utf8 && outcome.findFailure().isEmpty()) {
            long lines = TextModel.lines(file);
            if (outcome.lines() != lines) {
                throw new AssertionError(outcome.lines() + " lines, not " + lines);
            }
        }
    }
}
