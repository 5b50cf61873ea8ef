package io.forebay.format.avro.value;

import io.forebay.format.avro.schema.Type;
import io.forebay.format.kit.bytes.Text;
import io.forebay.format.kit.value.Uuids;
import java.nio.charset.StandardCharsets;

/**
 * Values as JSON: records and maps are objects, arrays are arrays, decimals are numbers, dates and times are texts,
 * bytes are texts of the characters U+0000 to U+00FF, and the branch of a union is its value alone. Once the text is
 * full, the rest of the value is only passed over.
 */
final class JsonWriter {
    private final Cursor in;

    JsonWriter(Cursor in) {
        this.in = in;
    }

    /** Writes the value at the cursor and passes over it. @param depth of the value, from 0 */
    void write(Type type, int depth, Text out) {
        if (out.full()) {
            in.skip(type, depth);
            return;
        }
        in.checkDepth(depth);
        switch (type.kind) {
            case NULL -> out.add("null");
            case BOOLEAN -> out.add(String.valueOf(in.nextBoolean()));
            case UNION -> write(type.part(in.nextChoice(type.parts())), depth + 1, out);
            case RECORD -> record(type, depth, out);
            case ARRAY -> items(type, depth, '[', ']', out);
            case MAP -> items(type, depth, '{', '}', out);
            case ENUM -> {
                byte[] symbol = type.name(in.nextChoice(type.names()));
                out.addQuoted(symbol, 0, symbol.length);
            }
            case STRING -> {
                int length = in.nextLength();
                int from = in.pass(length);
                out.addQuoted(in.bytes(), from, from + length);
            }
            case INT, LONG, FLOAT, DOUBLE, BYTES, FIXED -> scalar(type, out);
        }
    }

    private void scalar(Type type, Text out) {
        if (type.meaning == Type.Meaning.NONE) {
            switch (type.kind) {
                case FLOAT -> real(in.nextFloat(), out);
                case DOUBLE -> real(in.nextDouble(), out);
                case BYTES -> {
                    int length = in.nextLength();
                    binary(in.pass(length), length, out);
                }
                case FIXED -> binary(in.pass(type.size), type.size, out);
                default -> out.add(Long.toString(in.nextNumber(type)));
            }
        } else if (type.meaning == Type.Meaning.DECIMAL) {
            out.add(Decimals.text(Decimals.next(type, in), type.scale));
        } else {
            out.add('"');
            out.add(
                    type.meaning == Type.Meaning.UUID
                            ? Uuids.text(in.bytes(), in.pass(Uuids.BYTES))
                            : Moments.text(type.meaning, in.nextNumber(type)));
            out.add('"');
        }
    }

    private static void real(float value, Text out) {
        out.add(Float.isFinite(value) ? Float.toString(value) : "\"" + value + "\"");
    }

    private static void real(double value, Text out) {
        out.add(Double.isFinite(value) ? Double.toString(value) : "\"" + value + "\"");
    }

    private void record(Type type, int depth, Text out) {
        out.add('{');
        for (int i = 0; i < type.parts(); i++) {
            if (i > 0) {
                out.add(',');
            }
            out.addQuoted(type.name(i), 0, type.name(i).length);
            out.add(':');
            write(type.part(i), depth + 1, out);
        }
        out.add('}');
    }

    private void items(Type type, int depth, char open, char close, Text out) {
        Type item = type.part(0);
        boolean keyed = type.kind == Type.Kind.MAP;
        boolean first = true;
        out.add(open);
        for (long count = in.nextItems(item, keyed); count != 0; count = in.nextItems(item, keyed)) {
            boolean free = item.empty() && !keyed;
            for (long i = 0; i < count && !(free && out.full()); i++) {
                if (!first) {
                    out.add(',');
                }
                first = false;
                if (keyed) {
                    int length = in.nextLength();
                    int from = in.pass(length);
                    out.addQuoted(in.bytes(), from, from + length);
                    out.add(':');
                }
                write(item, depth + 1, out);
            }
        }
        out.add(close);
    }

    private void binary(int from, int length, Text out) {
        out.addQuoted(new String(in.bytes(), from, length, StandardCharsets.ISO_8859_1));
    }
}
