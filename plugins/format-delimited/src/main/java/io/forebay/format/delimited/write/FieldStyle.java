package io.forebay.format.delimited.write;

import io.forebay.format.kit.write.RowBytes;

/** What is done to the text of a field so that its end can be found again. */
abstract class FieldStyle {
    /**
     * Works on the field that starts there and ends where the bytes end.
     *
     * @param free whether it may hold any character
     */
    abstract void finish(RowBytes out, int start, boolean free);

    /** NULL is written as this field. */
    void finishNull(RowBytes out, int start) {
        finish(out, start, true);
    }

    /**
     * Quotes only where a field needs them; a quote inside is doubled.
     *
     * @param alone whether the field is all that its line has: an empty one needs quotes too, as COPY takes no empty line
     */
    static FieldStyle csv(byte delimiter, boolean alone) {
        return new FieldStyle() {
            @Override
            void finish(RowBytes out, int start, boolean free) {
                byte[] bytes = out.array();
                int quotes = 0;
                boolean needed = alone && out.length() == start;
                for (int i = start; i < out.length(); i++) {
                    byte b = bytes[i];
                    quotes += b == '"' ? 1 : 0;
                    needed |= b == delimiter || b == '"' || b == '\n' || b == '\r';
                }
                if (needed) {
                    widen(out, start, quotes, b -> b == '"', '"');
                    quote(out, start);
                }
            }
        };
    }

    /** Redshift doubles no quotes under ADDQUOTES; NULL is told from an empty text by having none. */
    static FieldStyle delimited(byte delimiter, boolean quotes, boolean escape) {
        ByteTest special =
                b -> b == '\\' || b == delimiter || b == '\n' || b == '\r' || (quotes && (b == '"' || b == '\''));
        return new FieldStyle() {
            @Override
            void finish(RowBytes out, int start, boolean free) {
                if (escape && free) {
                    widen(out, start, count(out, start, special), special, '\\');
                }
                if (quotes) {
                    quote(out, start);
                }
            }

            @Override
            void finishNull(RowBytes out, int start) {
                if (escape) {
                    widen(out, start, count(out, start, special), special, '\\');
                }
            }
        };
    }

    /** Whether a byte needs another in front of it. */
    @FunctionalInterface
    private interface ByteTest {
        boolean of(byte b);
    }

    private static int count(RowBytes out, int start, ByteTest test) {
        byte[] bytes = out.array();
        int count = 0;
        for (int i = start; i < out.length(); i++) {
            count += test.of(bytes[i]) ? 1 : 0;
        }
        return count;
    }

    /** Puts {@code mark} in front of each of the {@code count} bytes that the test finds, from the end. */
    private static void widen(RowBytes out, int start, int count, ByteTest test, char mark) {
        if (count == 0) {
            return;
        }
        int from = out.length() - 1;
        out.open(out.length(), count);
        byte[] bytes = out.array();
        int to = out.length() - 1;
        for (; from >= start && to > from; from--) {
            bytes[to--] = bytes[from];
            if (test.of(bytes[from])) {
                bytes[to--] = (byte) mark;
            }
        }
    }

    private static void quote(RowBytes out, int start) {
        out.open(start, 1);
        out.array()[start] = '"';
        out.add('"');
    }
}
