package io.forebay.format.json;

import java.util.Random;

/** Well-formed JSON of random shape, with random white space and escapes. */
final class RandomJson {
    private static final String[] NAMES = {"a", "b", "c", "aa", "\\u0061", "long name", "é", ""};
    private static final String[] SCALARS = {
        "0", "-1", "12.50", "1e5", "-3.25E-2", "123456789012345678901234567890", "true", "false", "null"
    };
    private static final String[] PIECES = {
        "x",
        "yz",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\\\"",
        "\\\\",
        "\\n",
        "\\u00e9",
        "\\ud83d\\ude00",
        "é",
        "日",
        "\\/",
        " "
    };

    private final Random random;
    private final String lineEnd;

    /** @param lineEnd what stands for a line end in white space */
    RandomJson(Random random, String lineEnd) {
        this.random = random;
        this.lineEnd = lineEnd;
    }

    String document() {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(5) == 0) {
            array(text, 4);
        } else {
            object(text, 4);
        }
        return text.toString();
    }

    String space() {
        StringBuilder space = new StringBuilder();
        while (random.nextInt(3) == 0) {
            String[] kinds = {" ", "\t", lineEnd, "\r"};
            space.append(kinds[random.nextInt(4)]);
        }
        return space.toString();
    }

    private void value(StringBuilder text, int depth) {
        int kind = random.nextInt(depth > 0 ? 5 : 3);
        if (kind == 0) {
            string(text, 6);
        } else if (kind < 3) {
            text.append(SCALARS[random.nextInt(SCALARS.length)]);
        } else if (kind == 3) {
            array(text, depth - 1);
        } else {
            object(text, depth - 1);
        }
    }

    private void string(StringBuilder text, int most) {
        text.append('"');
        for (int i = random.nextInt(most); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        text.append('"');
    }

    private void array(StringBuilder text, int depth) {
        text.append('[').append(space());
        for (int i = random.nextInt(4); i > 0; i--) {
            value(text, depth);
            text.append(space()).append(i > 1 ? "," : "").append(space());
        }
        text.append(']');
    }

    private void object(StringBuilder text, int depth) {
        text.append('{').append(space());
        for (int i = random.nextInt(5); i > 0; i--) {
            if (random.nextInt(4) == 0) {
                string(text, 3);
            } else {
                text.append('"').append(NAMES[random.nextInt(NAMES.length)]).append('"');
            }
            text.append(space()).append(':').append(space());
            value(text, depth);
            text.append(space()).append(i > 1 ? "," : "").append(space());
        }
        text.append('}');
    }
}
