package io.forebay.engine.sql.access;

import io.forebay.engine.sql.AccessCommand;
import io.forebay.engine.sql.AccessCommand.Grantee;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.ObjectKind;
import io.forebay.engine.sql.Privilege;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** GRANT, REVOKE, ALTER DEFAULT PRIVILEGES. SOURCE: Amazon Redshift Database Developer Guide, "GRANT" and its like. */
public final class GrantParser {
    private final TokenStream in;
    private final Supplier<String> signature;

    /** @param signature reads the types of a procedure's arguments with their parentheses */
    public GrantParser(TokenStream in, Supplier<String> signature) {
        this.in = in;
        this.signature = signature;
    }

    /** GRANT or REVOKE. */
    public AccessCommand parse() {
        boolean grant = in.next().is("grant");
        boolean optionOnly = !grant && in.accept("grant", "option", "for");
        List<Token> words = words();
        in.expect("on");
        AccessCommand.Objects objects = objects(words);
        Set<Privilege> privileges = privileges(words, objects.kind());
        List<Grantee> grantees = grantees(grant);
        if (!grant) {
            in.acceptAny("cascade", "restrict");
        }
        in.expectEnd();
        return new AccessCommand.Grant(grant, optionOnly, privileges, objects, grantees);
    }

    /** ALTER DEFAULT PRIVILEGES. */
    public AccessCommand defaults() {
        in.expect("alter", "default", "privileges");
        List<String> creators = new ArrayList<>();
        List<String> schemas = new ArrayList<>();
        if (in.accept("for")) {
            if (!in.acceptAny("user", "role")) {
                throw in.expected("USER");
            }
            names(creators, "a user's name");
        }
        if (in.accept("in", "schema")) {
            names(schemas, "a schema's name");
        }
        boolean grant = in.accept("grant");
        if (!grant) {
            in.expect("revoke");
            in.accept("grant", "option", "for");
        }
        List<Token> words = words();
        in.expect("on");
        Token what = in.next();
        ObjectKind kind =
                switch (what.value()) {
                    case "tables" -> ObjectKind.TABLE;
                    case "functions", "procedures" -> ObjectKind.PROCEDURE;
                    default -> throw Mistake.syntax(what.start(), "expected TABLES, FUNCTIONS or PROCEDURES");
                };
        Set<Privilege> privileges = privileges(words, kind);
        List<Grantee> grantees = grantees(grant);
        if (!grant) {
            in.acceptAny("cascade", "restrict");
        }
        in.expectEnd();
        return new AccessCommand.DefaultGrant(grant, creators, schemas, kind, privileges, grantees);
    }

    private void names(List<String> names, String what) {
        do {
            names.add(in.identifier(what));
        } while (in.acceptSymbol(","));
    }

    private List<Token> words() {
        List<Token> words = new ArrayList<>();
        do {
            Token word = in.next();
            if (word.kind() != Token.Kind.WORD) {
                throw Mistake.syntax(word.start(), "expected a privilege but found " + word.shown());
            }
            if (in.peek().isSymbol("(")) {
                throw Mistake.notSupported(
                        in.peek().start(), "rights on single columns are not supported; make a view of them");
            }
            words.add(word);
            if (word.is("all")) {
                in.accept("privileges");
            }
        } while (in.acceptSymbol(","));
        if (!in.at("on")) {
            throw Mistake.notSupported(
                    words.get(0).start(), "roles are not supported; put users into a group, and grant to the group");
        }
        return words;
    }

    private static Set<Privilege> privileges(List<Token> words, ObjectKind kind) {
        Set<Privilege> privileges = EnumSet.noneOf(Privilege.class);
        for (Token word : words) {
            if (word.is("all")) {
                privileges.addAll(kind.privileges());
            } else {
                privileges.add(privilege(word, kind));
            }
        }
        return privileges;
    }

    private static Privilege privilege(Token word, ObjectKind kind) {
        String name = word.is("temporary") ? "TEMP" : word.value().toUpperCase(Locale.ROOT);
        return kind.privileges().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Mistake.notSupported(
                        word.start(),
                        word.text().toUpperCase(Locale.ROOT) + " is no privilege on a "
                                + kind.name().toLowerCase(Locale.ROOT) + " that is supported"));
    }

    private AccessCommand.Objects objects(List<Token> words) {
        if (in.accept("all", "tables", "in", "schema")) {
            return all(ObjectKind.TABLE);
        }
        if (in.accept("all", "functions", "in", "schema") || in.accept("all", "procedures", "in", "schema")) {
            return all(ObjectKind.PROCEDURE);
        }
        if (in.accept("copy", "job")) {
            return listed(ObjectKind.JOB, () -> new Name(null, in.identifier("a job's name")));
        }
        Token word = in.peek();
        boolean executes = words.get(0).is("execute");
        if (in.acceptAny("function", "procedure") || executes) {
            return listed(ObjectKind.PROCEDURE, this::procedure);
        }
        if (in.accept("schema")) {
            return listed(ObjectKind.SCHEMA, () -> new Name(in.identifier("a schema's name"), ""));
        }
        if (in.accept("database")) {
            return listed(ObjectKind.DATABASE, () -> new Name(null, in.identifier("a database's name")));
        }
        if (word.isAny("language", "datashare", "model", "external", "role")
                && in.peek(1).isName()) {
            throw Mistake.notSupported(word.start(), "rights on a " + word.value() + " are not supported");
        }
        in.accept("table");
        return listed(ObjectKind.TABLE, () -> in.name("a table's name"));
    }

    private AccessCommand.Objects all(ObjectKind kind) {
        AccessCommand.Objects schemas = listed(kind, () -> new Name(in.identifier("a schema's name"), ""));
        return new AccessCommand.Objects(kind, schemas.names(), true);
    }

    private AccessCommand.Objects listed(ObjectKind kind, Supplier<Name> name) {
        List<Name> names = new ArrayList<>();
        do {
            names.add(name.get());
        } while (in.acceptSymbol(","));
        return new AccessCommand.Objects(kind, names, false);
    }

    /** {@code name(types)}. */
    private Name procedure() {
        Name name = in.name("a procedure's name");
        return new Name(name.schema(), name.name() + "(" + signature.get() + ")");
    }

    private List<Grantee> grantees(boolean grant) {
        in.expect(grant ? "to" : "from");
        List<Grantee> grantees = new ArrayList<>();
        do {
            Token at = in.peek();
            if (in.accept("role") && in.peek().isName()) {
                throw Mistake.notSupported(at.start(), "roles are not supported; grant to a GROUP");
            }
            boolean group = in.accept("group");
            in.accept("user");
            String name = in.accept("public") ? null : in.identifier("a user, GROUP or PUBLIC");
            boolean option = grant && in.accept("with", "grant", "option");
            if (option && (group || name == null)) {
                throw Mistake.syntax(at.start(), "WITH GRANT OPTION is for users only");
            }
            grantees.add(new Grantee(group, name, option));
        } while (in.acceptSymbol(","));
        return grantees;
    }
}
