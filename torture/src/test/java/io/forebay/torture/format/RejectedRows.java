package io.forebay.torture.format;

import io.forebay.spi.format.RejectedRow;

/** The bounds of a rejected row, as its Javadoc promises them. */
final class RejectedRows {
    private RejectedRows() {}

    static void check(RejectedRow row) {
        boolean code = (row.code() >= 1200 && row.code() <= 1224) || row.code() == 8001 || row.code() == 9005;
        boolean position = row.position() >= -1;
        if (row.line() < 0 || !code || !position || !shown(row.rawLine()) || !shown(row.rawValue())) {
            throw new AssertionError("out of bounds: " + row);
        }
        if (row.reason().isBlank() || row.reason().length() > RejectedRow.MAX_REASON) {
            throw new AssertionError("no reason, or a long one: " + row);
        }
        boolean visible = row.position() >= 0
                && row.position() + row.rawValue().length() <= row.rawLine().length();
        if (visible && !row.rawLine().startsWith(row.rawValue(), row.position())) {
            throw new AssertionError("the value is not at its position: " + row);
        }
    }

    private static boolean shown(String text) {
        return text.length() <= RejectedRow.MAX_TEXT && text.chars().allMatch(c -> c > 0 && c < 0x80);
    }
}
