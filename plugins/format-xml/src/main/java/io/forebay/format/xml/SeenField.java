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

    /** Its name in a record. @param inRecord the number of the record, from 1 */
    void spelled(String name, long inRecord) {
        torn |= record == inRecord && !spelling.equals(name);
        spelling = name;
        record = inRecord;
    }

    /** Whether a record has it in two spellings, which no column takes. */
    boolean torn() {
        return torn;
    }
}
