package io.forebay.format.json;

import io.forebay.format.json.text.Found;
import java.util.Arrays;

/** The members of a document that no column wants, noted while it is read. Used by one thread. */
final class Extras {
    /** Name and value of each: from inside the quotes of the name, and the value as it is written. */
    private int[] places = new int[32];

    private byte[] kinds = new byte[8];
    private int count;

    void clear() {
        count = 0;
    }

    void note(int nameFrom, int nameTo, int valueFrom, int valueTo, byte kind) {
        if (count == kinds.length) {
            places = Arrays.copyOf(places, 2 * places.length);
            kinds = Arrays.copyOf(kinds, 2 * count);
        }
        int at = 4 * count;
        places[at] = nameFrom;
        places[at + 1] = nameTo;
        places[at + 2] = valueFrom;
        places[at + 3] = valueTo;
        kinds[count++] = kind;
    }

    int count() {
        return count;
    }

    int nameFrom(int member) {
        return places[4 * member];
    }

    int nameTo(int member) {
        return places[4 * member + 1];
    }

    int valueFrom(int member) {
        return places[4 * member + 2];
    }

    int valueTo(int member) {
        return places[4 * member + 3];
    }

    /** A {@link Found}. */
    byte kind(int member) {
        return kinds[member];
    }
}
