package io.forebay.engine.sql.access;

import io.forebay.engine.sql.AccessCommand;
import io.forebay.engine.sql.Secret;
import io.forebay.engine.sql.UserOptions;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE, ALTER, DROP of USER and GROUP. SOURCE: Amazon Redshift Database Developer Guide, "CREATE USER" and its like. */
public final class UserParser {
    private static final int MOST_CONNECTIONS = 1_000_000;

    private final TokenStream in;

    private @Nullable Secret password;
    private @Nullable Boolean superuser;
    private @Nullable Boolean createsDatabases;
    private @Nullable Boolean readsSystem;
    private @Nullable String validUntil;
    private @Nullable Integer connections;
    private @Nullable String searchPath;
    private final List<String> groups = new ArrayList<>();

    public UserParser(TokenStream in) {
        this.in = in;
    }

    /** Whether such a statement comes, whose first word is CREATE, ALTER or DROP. */
    public static boolean follows(TokenStream in) {
        return in.peek(1).isAny("user", "group");
    }

    public AccessCommand parse() {
        String verb = in.next().value();
        boolean group = in.next().is("group");
        AccessCommand command =
                switch (verb) {
                    case "create" -> group ? createGroup() : createUser();
                    case "alter" -> group ? alterGroup() : alterUser();
                    default -> drop(group);
                };
        in.expectEnd();
        return command;
    }

    private String name(boolean group) {
        Token at = in.peek();
        String name = in.identifier(group ? "a group's name" : "a user's name");
        if (name.equals("public")) {
            throw Mistake.syntax(at.start(), "PUBLIC stands for all users, and is no name of one");
        }
        return name;
    }

    private List<String> users() {
        List<String> users = new ArrayList<>();
        do {
            users.add(name(false));
        } while (in.acceptSymbol(","));
        return users;
    }

    private AccessCommand createUser() {
        String name = name(false);
        in.accept("with");
        options(true);
        if (password == null) {
            throw in.expected("PASSWORD 'password' or PASSWORD DISABLE");
        }
        return new AccessCommand.CreateUser(name, built());
    }

    private AccessCommand alterUser() {
        String name = name(false);
        if (in.accept("rename", "to")) {
            return new AccessCommand.Rename(false, name, name(false));
        }
        in.accept("with");
        if (in.atEnd()) {
            throw in.expected("what to change");
        }
        options(false);
        return new AccessCommand.AlterUser(name, built());
    }

    private UserOptions built() {
        return new UserOptions(
                password, superuser, createsDatabases, readsSystem, validUntil, connections, groups, searchPath);
    }

    private void options(boolean create) {
        while (!in.atEnd()) {
            option(create);
        }
    }

    private void option(boolean create) {
        Token word = in.next();
        switch (word.value()) {
            case "password" -> password();
            case "createuser", "nocreateuser" -> superuser = word.is("createuser");
            case "createdb", "nocreatedb" -> createsDatabases = word.is("createdb");
            case "syslog" -> {
                in.expect("access");
                readsSystem = in.accept("unrestricted");
                if (!readsSystem) {
                    in.expect("restricted");
                }
            }
            case "valid" -> {
                in.expect("until");
                validUntil = in.string("a time");
            }
            case "connection" -> {
                in.expect("limit");
                connections = in.accept("unlimited") ? -1 : (int) in.integer("the limit", 0, MOST_CONNECTIONS);
            }
            case "session" -> {
                in.expect("timeout");
                throw Mistake.notSupported(word.start(), "SESSION TIMEOUT is not supported");
            }
            case "in" -> {
                if (!create) {
                    throw Mistake.syntax(word.start(), "ALTER USER has no IN GROUP; use ALTER GROUP … ADD USER");
                }
                in.expect("group");
                do {
                    groups.add(name(true));
                } while (in.acceptSymbol(","));
            }
            case "set", "reset" -> path(word.is("set"), word);
            default ->
                throw Mistake.notSupported(
                        word.start(), word.shown() + " is not an option of a user that is supported");
        }
    }

    private void password() {
        if (in.accept("disable")) {
            password = new Secret("");
            return;
        }
        Token at = in.peek();
        String text = in.string("a password or DISABLE");
        if (text.isEmpty()) {
            throw Mistake.syntax(at.start(), "a password is not empty; PASSWORD DISABLE takes it away");
        }
        if (text.matches("md5[0-9a-fA-F]{32}") || text.startsWith("sha256|")) {
            throw Mistake.notSupported(
                    at.start(),
                    "this hash of a password cannot be carried over to SCRAM-SHA-256; give the password, or a"
                            + " verifier as PostgreSQL writes it (SCRAM-SHA-256$…)");
        }
        password = new Secret(text);
    }

    private void path(boolean set, Token word) {
        if (!in.accept("search_path")) {
            throw Mistake.notSupported(word.start(), "only search_path can be set for a user");
        }
        if (!set) {
            searchPath = "";
            return;
        }
        if (!in.accept("to")) {
            in.expectSymbol("=");
        }
        List<String> schemas = new ArrayList<>();
        do {
            Token each = in.next();
            if (!each.isName() && !each.isString()) {
                throw in.expected("a schema");
            }
            schemas.add(each.kind() == Token.Kind.QUOTED ? each.text() : each.value());
        } while (in.acceptSymbol(","));
        searchPath = String.join(", ", schemas);
    }

    private AccessCommand createGroup() {
        String name = name(true);
        in.accept("with");
        List<String> users = in.accept("user") ? users() : List.of();
        return new AccessCommand.CreateGroup(name, users);
    }

    private AccessCommand alterGroup() {
        String name = name(true);
        if (in.accept("rename", "to")) {
            return new AccessCommand.Rename(true, name, name(true));
        }
        boolean add = in.accept("add");
        if (!add && !in.accept("drop")) {
            throw in.expected("ADD USER, DROP USER or RENAME TO");
        }
        in.expect("user");
        return new AccessCommand.AlterGroup(name, add, users());
    }

    private AccessCommand drop(boolean group) {
        boolean ifExists = in.accept("if", "exists");
        List<String> names = new ArrayList<>();
        do {
            names.add(name(group));
        } while (in.acceptSymbol(","));
        return new AccessCommand.Drop(group, names, ifExists);
    }
}
