package io.forebay.engine.sql.procedure;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.procedure.Instruction.Level;
import io.forebay.engine.sql.procedure.Instruction.Source;
import io.forebay.engine.sql.procedure.Instruction.Transaction.Verb;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The statements of a body that hold no others; their semicolons are left. */
final class SimpleParser {
    /** The schema of the procedures that are no user's. */
    private static final String BUILT_IN = "forebay";

    private final TokenStream in;
    private final FragmentReader fragments;
    private final Scopes scopes;

    SimpleParser(TokenStream in, FragmentReader fragments, Scopes scopes) {
        this.in = in;
        this.fragments = fragments;
        this.scopes = scopes;
    }

    Instruction parse() {
        int line = fragments.line();
        if (assignmentFollows()) {
            Target target = variable();
            in.next();
            return new Instruction.Assign(line, target, fragments.until("an expression", ";"));
        }
        Token verb = in.peek();
        return switch (verb.kind() == Token.Kind.WORD ? verb.value() : "") {
            case "null" -> word(new Instruction.Nothing(line));
            case "return" -> returns(line);
            case "exit", "continue" -> leave(line);
            case "raise" -> raise(line);
            case "execute" -> execute(line);
            case "perform" -> perform(line);
            case "call" -> call(line);
            case "get" -> diagnostics(line);
            case "open" -> open(line);
            case "fetch", "move" -> fetch(line);
            case "close" -> close(line);
            case "commit", "rollback", "start", "abort" -> transaction(line);
            default -> sql(line);
        };
    }

    private Instruction word(Instruction instruction) {
        in.next();
        return instruction;
    }

    /** {@code name := } or {@code name = }; a field's or a label's name may be in front. */
    boolean assignmentFollows() {
        int ahead = 1;
        if (!in.peek().isName() && in.peek().kind() != Token.Kind.PARAMETER) {
            return false;
        }
        while (in.peek(ahead).isSymbol(".") && in.peek(ahead + 1).isName()) {
            ahead += 2;
        }
        return in.peek(ahead).isSymbol(":=") || (in.peek(ahead).isSymbol("=") && !in.at("set"));
    }

    private Target variable() {
        Target target = DeclarationParser.target(in, fragments);
        requireVariable(target);
        return target;
    }

    void requireVariable(Target target) {
        Scopes.Use use = scopes.find(target);
        int at = in.previous().start();
        if (use == null) {
            throw Mistake.syntax(at, "\"" + target + "\" is not a known variable");
        }
        if (use == Scopes.Use.CONSTANT) {
            throw Mistake.syntax(at, "\"" + target + "\" is declared CONSTANT");
        }
    }

    List<Target> targets(boolean known) {
        List<Target> targets = new ArrayList<>();
        do {
            targets.add(known ? variable() : DeclarationParser.target(in, fragments));
        } while (in.acceptSymbol(","));
        return List.copyOf(targets);
    }

    /** Expressions between commas, up to a word or symbol. */
    List<Fragment> list(String end) {
        List<Fragment> list = new ArrayList<>();
        do {
            list.add(fragments.until("an expression", end, ","));
        } while (in.acceptSymbol(","));
        return List.copyOf(list);
    }

    private Instruction returns(int line) {
        in.expect("return");
        if (!in.peek().isSymbol(";")) {
            throw Mistake.syntax(in.peek().start(), "RETURN of a procedure has no value; set its OUT arguments");
        }
        return new Instruction.Return(line);
    }

    private Instruction leave(int line) {
        boolean continues = in.next().is("continue");
        String verb = continues ? "CONTINUE" : "EXIT";
        Token at = in.peek();
        String label = at.isName() && !at.is("when") ? in.identifier("a label") : null;
        if (!scopes.leaves(label, continues)) {
            throw Mistake.syntax(
                    at.start(),
                    label == null
                            ? verb + " cannot be used outside of a loop"
                            : "there is no label \"" + label + "\" that " + verb + " could leave");
        }
        Fragment condition = in.accept("when") ? fragments.until("a condition", ";") : null;
        return new Instruction.Leave(line, continues, label, condition);
    }

    private Instruction raise(int line) {
        in.expect("raise");
        if (in.peek().isSymbol(";")) {
            return new Instruction.Raise(line, null, "", List.of());
        }
        Level level = level();
        Token format = in.peek();
        String text = in.string("RAISE's format, a string");
        List<Fragment> values = new ArrayList<>();
        while (in.acceptSymbol(",")) {
            values.add(fragments.until("a value", ";", ",", "using"));
        }
        if (in.at("using")) {
            throw Mistake.notSupported(in.peek().start(), "RAISE … USING is not part of Redshift's PL/pgSQL");
        }
        int places = places(text);
        if (places != values.size()) {
            throw Mistake.syntax(
                    format.start(),
                    "RAISE has " + places + " places for values in its format, and " + values.size() + " values");
        }
        return new Instruction.Raise(line, level, text, List.copyOf(values));
    }

    private Level level() {
        for (Level level : Level.values()) {
            if (in.accept(level.name().toLowerCase(Locale.ROOT))) {
                return level;
            }
        }
        throw in.expected("INFO, NOTICE, WARNING, LOG, DEBUG or EXCEPTION");
    }

    private static int places(String format) {
        int places = 0;
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) == '%') {
                boolean escaped = i + 1 < format.length() && format.charAt(i + 1) == '%';
                places += escaped ? 0 : 1;
                i += escaped ? 1 : 0;
            }
        }
        return places;
    }

    private Instruction execute(int line) {
        in.expect("execute");
        Fragment text = fragments.until("a text", ";", "into", "using");
        List<Target> into = List.of();
        List<Fragment> using = List.of();
        while (!in.peek().isSymbol(";")) {
            if (in.accept("into")) {
                into = targets(true);
            } else {
                in.expect("using");
                using = usings();
            }
        }
        return new Instruction.Sql(line, Instruction.Sql.Kind.EXECUTE, new Source(text, true, using), into);
    }

    private List<Fragment> usings() {
        List<Fragment> using = new ArrayList<>();
        do {
            using.add(fragments.until("a value", ";", ",", "into"));
        } while (in.acceptSymbol(","));
        return List.copyOf(using);
    }

    private Instruction perform(int line) {
        in.expect("perform");
        Fragment query = fragments.until("an expression", ";");
        return new Instruction.Sql(line, Instruction.Sql.Kind.PERFORM, new Source(query, false, List.of()), List.of());
    }

    private Instruction call(int line) {
        int call = in.peek().start();
        in.expect("call");
        Token first = in.peek();
        Name procedure = in.name("a procedure's name");
        Fragment name = fragments.cut(first.start(), in.previous().end());
        List<Fragment> arguments = new ArrayList<>();
        for (List<Token> argument : ProcedureParser.arguments(in)) {
            arguments.add(fragments.cut("an argument", argument));
        }
        if (BUILT_IN.equals(procedure.schema())) {
            Source source = new Source(fragments.cut(call, in.previous().end()), false, List.of());
            return new Instruction.Sql(line, Instruction.Sql.Kind.STATEMENT, source, List.of());
        }
        return new Instruction.Call(line, name, List.copyOf(arguments));
    }

    private Instruction diagnostics(int line) {
        in.expect("get", "diagnostics");
        Target target = variable();
        if (!in.acceptSymbol(":=") && !in.acceptSymbol("=")) {
            throw in.expected(":=");
        }
        in.expect("row_count");
        return new Instruction.Diagnostics(line, target);
    }

    private Instruction open(int line) {
        in.expect("open");
        Target cursor = variable();
        if (in.accept("for")) {
            boolean dynamic = in.accept("execute");
            Fragment fragment = fragments.until("a query", ";", dynamic ? "using" : ";");
            List<Fragment> using = in.accept("using") ? list(";") : List.of();
            return new Instruction.Open(line, cursor, new Source(fragment, dynamic, using), List.of());
        }
        List<Fragment> arguments = new ArrayList<>();
        if (in.peek().isSymbol("(")) {
            for (List<Token> argument : ProcedureParser.arguments(in)) {
                arguments.add(fragments.cut("an argument", argument));
            }
        }
        return new Instruction.Open(line, cursor, null, List.copyOf(arguments));
    }

    private Instruction fetch(int line) {
        boolean move = in.next().is("move");
        in.accept("next");
        in.acceptAny("from", "in");
        Target cursor = variable();
        if (move) {
            return new Instruction.Fetch(line, cursor, List.of());
        }
        in.expect("into");
        return new Instruction.Fetch(line, cursor, targets(true));
    }

    private Instruction close(int line) {
        in.expect("close");
        return new Instruction.Close(line, variable());
    }

    private Instruction transaction(int line) {
        Token verb = in.next();
        if (verb.is("start")) {
            in.expect("transaction");
            return new Instruction.Transaction(line, Verb.START);
        }
        in.acceptAny("work", "transaction");
        return new Instruction.Transaction(line, verb.is("commit") ? Verb.COMMIT : Verb.ROLLBACK);
    }

    private Instruction sql(int line) {
        Token first = in.peek();
        if (!first.isName() && !first.isSymbol("(")) {
            throw in.expected("a statement");
        }
        int mark = in.mark();
        List<Token> tokens = fragments.tokensUntil("the statement", ";");
        int into = into(tokens);
        if (into < 0) {
            Source source = new Source(fragments.cut("a statement", tokens), false, List.of());
            return new Instruction.Sql(line, Instruction.Sql.Kind.STATEMENT, source, List.of());
        }
        in.reset(mark + into + 1);
        List<Target> targets = targets(true);
        int behind = in.previous().end();
        in.reset(mark + tokens.size());
        Fragment query = fragments.cutWithout(
                first.start(),
                tokens.get(tokens.size() - 1).end(),
                tokens.get(into).start(),
                behind);
        return new Instruction.Sql(line, Instruction.Sql.Kind.STATEMENT, new Source(query, false, List.of()), targets);
    }

    /** The INTO of a query, which names variables here; -1 without one. */
    private static int into(List<Token> tokens) {
        if (!tokens.get(0).isAny("select", "with") && !tokens.get(0).isSymbol("(")) {
            return -1;
        }
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth == 0 && token.is("into") && !Near.word(tokens, i - 1, "insert", "merge")) {
                return i;
            }
        }
        return -1;
    }
}
