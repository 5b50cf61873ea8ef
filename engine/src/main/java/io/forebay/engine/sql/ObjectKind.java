package io.forebay.engine.sql;

import java.util.EnumSet;
import java.util.Set;

/** What rights are given on. */
public enum ObjectKind {
    /** A table or a view. */
    TABLE(
            Privilege.SELECT,
            Privilege.INSERT,
            Privilege.UPDATE,
            Privilege.DELETE,
            Privilege.DROP,
            Privilege.REFERENCES,
            Privilege.ALTER,
            Privilege.TRUNCATE),
    SCHEMA(Privilege.USAGE, Privilege.CREATE, Privilege.ALTER, Privilege.DROP),
    DATABASE(Privilege.CREATE, Privilege.TEMP),
    /** A procedure by its name and signature, as in {@code p(integer)}. */
    PROCEDURE(Privilege.EXECUTE),
    /** A copy job. */
    JOB(Privilege.ALTER, Privilege.DROP);

    private final Set<Privilege> privileges;

    ObjectKind(Privilege first, Privilege... others) {
        this.privileges = EnumSet.of(first, others);
    }

    /** What ALL stands for. */
    public Set<Privilege> privileges() {
        return EnumSet.copyOf(privileges);
    }
}
