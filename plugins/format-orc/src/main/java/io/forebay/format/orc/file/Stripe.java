package io.forebay.format.orc.file;

/**
 * Some rows of a file, next to one another in it. All lengths are in bytes and lie in the file.
 *
 * @param number from 1
 * @param firstRow the number in the file of its first row, from 1
 * @param offset where it starts: its indexes, its data and its footer, one behind the other
 */
public record Stripe(
        int number, long firstRow, long rows, long offset, long indexLength, long dataLength, long footerLength) {
    /** Whether all of it is before that place. */
    boolean isWithin(long end) {
        return offset <= end
                && indexLength >= 0
                && indexLength <= end
                && dataLength >= 0
                && dataLength <= end
                && footerLength >= 0
                && footerLength <= end
                && end() <= end;
    }

    long dataOffset() {
        return offset + indexLength;
    }

    long footerOffset() {
        return dataOffset() + dataLength;
    }

    long end() {
        return footerOffset() + footerLength;
    }
}
