package io.forebay.engine.session;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.TestWarehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Rows of every type, with NULL, extremes and whatever a layout could stumble over. */
final class RandomRows {
    /** What texts are made of. */
    enum Texts {
        ANY,
        /** Without delimiters, line breaks and backslashes. */
        HARMLESS
    }

    private final Random random = new Random(20260301);
    private final Texts texts;
    private final boolean bytes;

    /** @param bytes whether column p is a VARBYTE */
    RandomRows(Texts texts, boolean bytes) {
        this.texts = texts;
        this.bytes = bytes;
    }

    String columns() {
        return "(id int, a smallint, b integer, c bigint, d decimal(38,10), e decimal(18,0), f real, g float8,"
                + " h boolean, i char(20), j varchar(60), k date, l timestamp, m timestamptz, n time, o super,"
                + (bytes ? " p varbyte(10))" : " p varchar(20))");
    }

    /** Makes the table with this many rows, whose ids count from 0. */
    void make(EngineFixture engine, String table, int count) {
        engine.run("CREATE TABLE " + table + " " + columns());
        for (int from = 0; from < count; from += 200) {
            List<String> rows = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + 200); i++) {
                rows.add("(" + i + ", " + String.join(", ", values()) + ")");
            }
            engine.run("INSERT INTO " + table + " VALUES " + String.join(",", rows));
        }
    }

    List<String> values() {
        return List.of(
                value("smallint", this::small),
                value("integer", () -> pick("2147483647", "-2147483648", String.valueOf(random.nextInt()))),
                value("bigint", () -> pick("9223372036854775807", "-9223372036854775808", "" + random.nextLong())),
                value(
                        "decimal(38,10)",
                        () -> pick(
                                "9999999999999999999999999999.9999999999",
                                "-9999999999999999999999999999.9999999999",
                                random.nextLong() + "." + random.nextInt(1000000000))),
                value("decimal(18,0)", () -> pick("0", "-999999999999999999", "" + random.nextInt())),
                value("real", () -> pick("NaN", "Infinity", "-Infinity", "1.17549435e-38", Float.toString(realBits()))),
                value(
                        "float8",
                        () -> pick(
                                "NaN",
                                "-Infinity",
                                "-0.0",
                                "4.9e-324",
                                "1.7976931348623157e308",
                                "0.1",
                                Double.toString(doubleBits()))),
                value("boolean", () -> pick("true", "false")),
                value("char(20)", () -> pick("", "x y", "a\"b'c", "abcdefghijklmnopqrst")),
                value("varchar(60)", () -> text()),
                value(
                        "date",
                        () -> pick(
                                "0001-01-01",
                                "9999-12-31",
                                "1970-01-01",
                                "2024-02-29",
                                "19" + two(99) + "-0" + one(9) + "-1" + one(9))),
                value("timestamp", () -> moment()),
                value("timestamptz", () -> moment() + "+0" + one(9)),
                value("time", () -> pick("00:00:00", "23:59:59.999999", "12:34:5" + one(9) + "." + one(9))),
                value(
                        "super",
                        () -> texts == Texts.HARMLESS
                                ? "[1,{\"a\":null}]"
                                : pick(
                                        "null",
                                        "1.50",
                                        "\"a|b\\\\c\\\"d\"",
                                        "{\"a\":[1,{\"b\":null}],\"ä\":\"x,y\"}",
                                        "[]",
                                        "true")),
                bytes ? value("varbyte", () -> pick("00ff", "5c7c0a22")) : value("varchar(20)", () -> "p"));
    }

    private String value(String type, Supplier<String> text) {
        if (random.nextInt(6) == 0) {
            return "null";
        }
        String value = text.get().replace("'", "''");
        return type.equals("varbyte")
                ? TestWarehouse.varbyte(value)
                : type.contains("char") ? "'" + value + "'" : "'" + value + "'::" + type;
    }

    private String small() {
        return pick("32767", "-32768", "0", String.valueOf((short) random.nextInt()));
    }

    private float realBits() {
        float value = Float.intBitsToFloat(random.nextInt());
        return Float.isNaN(value) || Math.abs(value) < Float.MIN_NORMAL ? random.nextFloat() : value;
    }

    private double doubleBits() {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isNaN(value) ? random.nextGaussian() : value;
    }

    private String moment() {
        return pick("0001-01-02 00:00:00", "9998-12-31 23:59:59.999999", "1969-12-28 23:59:59.000001")
                .replace("1969-12", "19" + two(90) + "-0" + one(9));
    }

    /** Up to 60 bytes of anything, or of harmless characters that no layout takes for its own. */
    private String text() {
        String[] parts = texts == Texts.ANY
                ? new String[] {
                    "",
                    "|",
                    ",",
                    "\"",
                    "'",
                    "\\",
                    "\n",
                    "\r",
                    "\r\n",
                    "\t",
                    " ",
                    "\\N",
                    "\\\\",
                    "a",
                    "ä",
                    "€",
                    "\ud83d\ude00",
                    "null",
                    "\u0001",
                    "{",
                    "\"\"",
                    "\\n"
                }
                : new String[] {"a", "ä", "€", "\ud83d\ude00", "x y", ",", "null", "t"};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private int one(int most) {
        return 1 + random.nextInt(most);
    }

    private String two(int most) {
        return String.format("%02d", random.nextInt(most));
    }
}
