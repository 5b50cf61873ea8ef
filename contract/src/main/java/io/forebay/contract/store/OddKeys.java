package io.forebay.contract.store;

import java.util.List;
import java.util.stream.Stream;

/** Keys that are easily got wrong. No key is a folder of another one, so that a file system can hold them all. */
final class OddKeys {
    private OddKeys() {}

    /** In the order of their UTF-8 bytes, written down by hand where it matters. */
    static List<String> inOrder() {
        return Stream.of(
                        " leading blank",
                        "!bang",
                        "\"double quotes\"",
                        "#hash?query=1",
                        "$dollar",
                        "%2F",
                        "%41",
                        "&amp;<x>",
                        "'single'",
                        "(paren)",
                        "+plus",
                        ",comma",
                        "-minus",
                        "..dots",
                        ".dot",
                        "0",
                        "1/2/3/4/5/6/7/8",
                        ":colon",
                        "A",
                        "B/" + "long-".repeat(40) + "/" + "name-".repeat(40) + "/" + "end-".repeat(40),
                        "\\back\\slash",
                        "a b",
                        "a+b",
                        "a-b",
                        "a.b",
                        "a/ b",
                        "a/-",
                        "a/b/c",
                        "a/b0",
                        "a0",
                        "aa",
                        "ab/c",
                        "ab0",
                        "col=2002-12-31/part-0.gz",
                        "line\tin",
                        "tilde~",
                        "{brace}",
                        "|pipe",
                        "\u00e4/\u00f6",
                        "\u00e40",
                        "\u65e5\u672c/\u8a9e.csv",
                        "\ue000private",
                        "\uff5efull",
                        "\ud83d\ude00/grin",
                        "\ud83d\ude00grin")
                .toList();
    }
}
