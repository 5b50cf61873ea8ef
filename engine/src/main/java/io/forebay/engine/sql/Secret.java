package io.forebay.engine.sql;

/** A password as a statement has it; never printed. */
public record Secret(String text) {
    @Override
    public String toString() {
        return "***";
    }
}
