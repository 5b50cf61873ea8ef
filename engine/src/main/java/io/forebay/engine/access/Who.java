package io.forebay.engine.access;

/** Somebody in whose name statements run. */
public record Who(int id, String name) {
    /** Redshift's number for the first user that is none of the system's. */
    public static final int FIRST = 100;

    /** The user that the server has from its start: a superuser who stays one. */
    public static final Who SERVER = new Who(FIRST, "forebay");

    /** Whether there is nothing to ask. */
    public boolean server() {
        return id == FIRST;
    }
}
