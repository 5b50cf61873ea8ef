package io.forebay.format.json.write;

import io.forebay.format.kit.write.JsonText;
import io.forebay.format.kit.write.RowBytes;
import io.forebay.format.kit.write.RowText;
import io.forebay.format.kit.write.ValueText;
import io.forebay.spi.format.WriteColumn;
import io.forebay.spi.warehouse.Rows;
import java.util.Arrays;
import java.util.List;

/** A row as an object: keys in the order of the columns, every one present, no blanks. */
final class JsonRow implements RowText {
    private record Member(byte[] key, WriteColumn column, ValueText text) {}

    private final List<Member> members;

    JsonRow(List<WriteColumn> columns) {
        this.members = columns.stream().map(JsonRow::member).toList();
    }

    private static Member member(WriteColumn column) {
        RowBytes key = new RowBytes();
        JsonText.string(column.name(), key);
        key.add(':');
        return new Member(Arrays.copyOf(key.array(), key.length()), column, ValueText.of(column.type()));
    }

    @Override
    public void add(Rows rows, RowBytes out) {
        char before = '{';
        for (Member member : members) {
            out.add(before).add(member.key);
            before = ',';
            if (rows.isNull(member.column.index())) {
                out.add("null");
            } else {
                value(rows, member, out);
            }
        }
        out.add(members.isEmpty() ? "{}\n" : "}\n");
    }

    private static void value(Rows rows, Member member, RowBytes out) {
        int column = member.column.index();
        switch (member.column.type().kind()) {
            case SMALLINT, INTEGER, BIGINT, DECIMAL, SUPER -> member.text.add(rows, column, out);
            case REAL, DOUBLE -> {
                boolean number = Double.isFinite(rows.doubleAt(column));
                quoted(rows, member, number ? "" : "\"", out);
            }
            case BOOLEAN -> out.add(rows.booleanAt(column) ? "true" : "false");
            case CHAR -> JsonText.string(ValueText.unpadded(rows.textAt(column)), out);
            case VARCHAR, OTHER -> JsonText.string(rows.textAt(column), out);
            case DATE, TIME, TIMETZ, TIMESTAMP, TIMESTAMPTZ, VARBYTE -> quoted(rows, member, "\"", out);
        }
    }

    /** Texts that need no escapes. */
    private static void quoted(Rows rows, Member member, String quote, RowBytes out) {
        out.add(quote);
        member.text.add(rows, member.column.index(), out);
        out.add(quote);
    }
}
