package io.forebay.engine.sql;

/** What somebody may do. The letters are those of {@code relacl} and its like. */
public enum Privilege {
    SELECT("r"),
    INSERT("a"),
    UPDATE("w"),
    DELETE("d"),
    DROP("D"),
    REFERENCES("x"),
    ALTER("A"),
    TRUNCATE("t"),
    USAGE("U"),
    CREATE("C"),
    TEMP("T"),
    EXECUTE("X");

    private final String letter;

    Privilege(String letter) {
        this.letter = letter;
    }

    public String letter() {
        return letter;
    }
}
