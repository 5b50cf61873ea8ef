package io.forebay.engine.sql;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements about users, groups and their rights. */
public sealed interface AccessCommand {
    <R> R accept(Visitor<R> visitor);

    /** CREATE USER. */
    record CreateUser(String name, UserOptions options) implements AccessCommand {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createUser(this);
        }
    }

    /** ALTER USER. */
    record AlterUser(String name, UserOptions options) implements AccessCommand {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.alterUser(this);
        }
    }

    /** ALTER USER | GROUP … RENAME TO. */
    record Rename(boolean group, String name, String to) implements AccessCommand {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.rename(this);
        }
    }

    /** DROP USER | GROUP. */
    record Drop(boolean group, List<String> names, boolean ifExists) implements AccessCommand {
        public Drop {
            names = List.copyOf(names);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.drop(this);
        }
    }

    /** CREATE GROUP. */
    record CreateGroup(String name, List<String> users) implements AccessCommand {
        public CreateGroup {
            users = List.copyOf(users);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createGroup(this);
        }
    }

    /** ALTER GROUP … ADD | DROP USER. */
    record AlterGroup(String name, boolean add, List<String> users) implements AccessCommand {
        public AlterGroup {
            users = List.copyOf(users);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.alterGroup(this);
        }
    }

    /** @param name null for PUBLIC */
    record Grantee(boolean group, @Nullable String name, boolean withGrantOption) {}

    /**
     * What rights are given on.
     *
     * @param names of tables; schemas are {@code Name(schema, "")}, a database and a job {@code Name(null, name)}, a
     *     procedure's name is followed by its signature, as in {@code p(integer)}
     * @param all whether the names are schemas, all of whose objects of this kind are meant
     */
    record Objects(ObjectKind kind, List<Name> names, boolean all) {
        public Objects {
            names = List.copyOf(names);
        }
    }

    /** GRANT and REVOKE. @param optionOnly GRANT OPTION FOR of REVOKE */
    record Grant(boolean grant, boolean optionOnly, Set<Privilege> privileges, Objects objects, List<Grantee> grantees)
            implements AccessCommand {
        public Grant {
            privileges = Collections.unmodifiableSet(EnumSet.copyOf(privileges));
            grantees = List.copyOf(grantees);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.grant(this);
        }
    }

    /**
     * ALTER DEFAULT PRIVILEGES.
     *
     * @param creators for whose new objects; empty for those of the user who says so
     * @param schemas in which; empty for all
     */
    record DefaultGrant(
            boolean grant,
            List<String> creators,
            List<String> schemas,
            ObjectKind kind,
            Set<Privilege> privileges,
            List<Grantee> grantees)
            implements AccessCommand {
        public DefaultGrant {
            creators = List.copyOf(creators);
            schemas = List.copyOf(schemas);
            privileges = Collections.unmodifiableSet(EnumSet.copyOf(privileges));
            grantees = List.copyOf(grantees);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.defaultGrant(this);
        }
    }

    /** ALTER TABLE | SCHEMA | PROCEDURE … OWNER TO. @param name as {@link Objects} has it */
    record ChangeOwner(ObjectKind kind, Name name, String owner) implements AccessCommand {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.changeOwner(this);
        }
    }

    /** SET SESSION AUTHORIZATION. @param user null for the one who has logged in */
    record SetUser(@Nullable String user) implements AccessCommand {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.setUser(this);
        }
    }

    interface Visitor<R> {
        R createUser(CreateUser command);

        R alterUser(AlterUser command);

        R rename(Rename command);

        R drop(Drop command);

        R createGroup(CreateGroup command);

        R alterGroup(AlterGroup command);

        R grant(Grant command);

        R defaultGrant(DefaultGrant command);

        R changeOwner(ChangeOwner command);

        R setUser(SetUser command);
    }
}
