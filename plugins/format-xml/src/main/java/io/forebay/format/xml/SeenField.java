package io.forebay.format.xml;

import io.forebay.format.kit.schema.FieldGuess;

/** What was seen of an attribute, of the elements of a name, or of own texts. */
final class SeenField {
    final FieldGuess guess;
    private String spelling = "";
    private long record;
    private boolean torn;

    SeenField(FieldGuess guess) {
        this.guess = guess;
    }

    /**
     * Its name in a record.
     *
     * @param inRecord the number of the record, from 1
     * @return whether that is news: it was not seen before, or has become torn
     */
    boolean spelled(String name, long inRecord) {
        boolean tears = !torn && record == inRecord && !spelling.equals(name);
        boolean first = record == 0;
        torn |= tears;
        spelling = name;
        record = inRecord;
        return first || tears;
    }

    /** Whether a record has it in two spellings, which no column takes. */
    boolean torn() {
        return torn;
    }
}
