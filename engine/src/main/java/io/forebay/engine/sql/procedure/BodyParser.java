package io.forebay.engine.sql.procedure;

import io.forebay.engine.sql.Procedure;
import io.forebay.engine.sql.procedure.Instruction.Block;
import io.forebay.engine.sql.procedure.Instruction.Branch;
import io.forebay.engine.sql.procedure.Instruction.Handler;
import io.forebay.engine.sql.procedure.Instruction.Source;
import io.forebay.engine.sql.procedure.Instruction.When;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A procedure's body as a tree. SOURCE: Amazon Redshift Database Developer Guide, "Structure of PL/pgSQL", "Supported
 * PL/pgSQL statements", "Trapping errors".
 */
public final class BodyParser {
    private static final int MOST_LEVELS = 200;
    private static final String[] ENDS = {"end", "else", "elsif", "elseif", "when", "exception"};

    private final Procedure procedure;
    private final int bodyAt;
    private final Scopes scopes = new Scopes();
    private SqlText body = SqlText.of("");
    private TokenStream in;
    private FragmentReader fragments;
    private SimpleParser simple;
    private int levels;

    /** @param bodyAt where the body starts in what the user sent, from 0 */
    public BodyParser(Procedure procedure, int bodyAt) {
        this.procedure = procedure;
        this.bodyAt = bodyAt;
        Token none = new Token(Token.Kind.END, "", "", 0, 0);
        this.in = new TokenStream(body, List.of(none));
        this.fragments = new FragmentReader(in, body, 0);
        this.simple = new SimpleParser(in, fragments, scopes);
    }

    /**
     * The body's outermost block.
     *
     * @throws ForebayException at a position in what the user sent
     */
    public Block parse() {
        try {
            return read();
        } catch (ForebayException e) {
            int at = Math.max(0, e.position().orElse(1) - 1);
            return fail(e.withPosition(bodyAt + at + 1), at);
        }
    }

    private Block fail(ForebayException e, int at) {
        throw e.context().isPresent()
                ? e
                : e.withContext("compile of PL/pgSQL function \""
                        + procedure.name().name() + "\" near line " + line(procedure.body(), at));
    }

    /** The line of a place in a body, counted as errors count them: a line break right behind the dollars is none. */
    public static int line(String body, int offset) {
        int line = 1;
        for (int i = body.startsWith("\n") ? 1 : body.startsWith("\r\n") ? 2 : 0;
                i < Math.min(offset, body.length());
                i++) {
            line += body.charAt(i) == '\n' ? 1 : 0;
        }
        return line;
    }

    private Block read() {
        body = SqlText.of(procedure.body());
        if (body.tokens().isEmpty()) {
            throw Mistake.syntax(0, "the procedure's body is empty: it needs BEGIN and END");
        }
        in = new TokenStream(body, body.tokens());
        boolean leading = procedure.body().startsWith("\n") || procedure.body().startsWith("\r\n");
        fragments = new FragmentReader(in, body, leading ? 1 : 0);
        simple = new SimpleParser(in, fragments, scopes);
        scopes.enter(procedure.name().name(), false);
        for (int i = 0; i < procedure.arguments().size(); i++) {
            scopes.declare("$" + (i + 1), Scopes.Use.VARIABLE);
            String name = procedure.arguments().get(i).name();
            if (name != null && !scopes.declare(name, Scopes.Use.VARIABLE)) {
                throw Mistake.syntax(0, "argument name \"" + name + "\" is used twice");
            }
        }
        String label = label();
        if (!in.at("declare") && !in.at("begin")) {
            throw in.expected("DECLARE or BEGIN");
        }
        Block block = block(label);
        in.acceptSymbol(";");
        in.expectEnd();
        return block;
    }

    private @Nullable String label() {
        if (!in.acceptSymbol("<<")) {
            return null;
        }
        String label = in.identifier("a label");
        in.expectSymbol(">>");
        return label;
    }

    private Block block(@Nullable String label) {
        int line = fragments.line();
        scopes.enter(label, false);
        List<Declaration> declarations = new DeclarationParser(in, fragments, scopes).parse();
        in.expect("begin");
        List<Instruction> instructions = instructions();
        Handler handler = in.accept("exception") ? handler() : null;
        in.expect("end");
        endLabel(label);
        scopes.leave();
        return new Block(line, label, declarations, instructions, handler);
    }

    private void endLabel(@Nullable String label) {
        if (!in.atEnd() && !in.peek().isSymbol(";")) {
            Token token = in.peek();
            String found = in.identifier("\";\"");
            if (!found.equals(label)) {
                throw Mistake.syntax(token.start(), "the end label \"" + found + "\" is not the block's");
            }
        }
    }

    private Handler handler() {
        Token at = in.peek();
        boolean continues = in.accept("continue_handler");
        if (continues && !procedure.nonatomic()) {
            throw Mistake.notSupported(at.start(), "CONTINUE_HANDLER is for NONATOMIC procedures");
        }
        if (!continues) {
            in.accept("exit_handler");
        }
        in.expect("when");
        if (!in.accept("others")) {
            throw Mistake.notSupported(
                    in.peek().start(), "the only condition of an EXCEPTION block is OTHERS, as in Redshift");
        }
        in.expect("then");
        scopes.enter(null, false);
        scopes.declare("sqlerrm", Scopes.Use.CONSTANT);
        scopes.declare("sqlstate", Scopes.Use.CONSTANT);
        List<Instruction> instructions = instructions();
        scopes.leave();
        if (in.at("when")) {
            throw Mistake.notSupported(in.peek().start(), "an EXCEPTION block has one WHEN OTHERS only");
        }
        return new Handler(continues, instructions);
    }

    private List<Instruction> instructions() {
        if (++levels > MOST_LEVELS) {
            throw Mistake.at(
                    CommonError.STATEMENT_TOO_COMPLEX,
                    in.peek().start(),
                    "blocks are nested more than " + MOST_LEVELS + " deep");
        }
        List<Instruction> instructions = new ArrayList<>();
        while (!in.peek().isAny(ENDS)) {
            if (in.atEnd()) {
                throw in.expected("END");
            }
            instructions.add(instruction());
        }
        levels--;
        return List.copyOf(instructions);
    }

    private Instruction instruction() {
        String label = label();
        Instruction instruction = nested(label);
        if (instruction == null) {
            if (label != null) {
                throw in.expected("a block or a loop behind the label");
            }
            instruction = simple.parse();
        }
        if (instruction instanceof Block && in.atEnd()) {
            throw in.expected("\";\"");
        }
        in.expectSymbol(";");
        return instruction;
    }

    private @Nullable Instruction nested(@Nullable String label) {
        if (simple.assignmentFollows()) {
            return null;
        }
        if (in.at("declare") || in.at("begin")) {
            return block(label);
        }
        if (in.at("loop") || in.at("while")) {
            return loop(label);
        }
        if (in.at("for")) {
            return forLoop(label);
        }
        if (in.at("if")) {
            return conditional();
        }
        return in.at("case") ? choice() : null;
    }

    private Instruction conditional() {
        int line = fragments.line();
        List<Branch> branches = new ArrayList<>();
        in.expect("if");
        do {
            Fragment condition = fragments.until("a condition", "then");
            in.expect("then");
            branches.add(new Branch(condition, instructions()));
        } while (in.acceptAny("elsif", "elseif"));
        List<Instruction> otherwise = in.accept("else") ? instructions() : List.of();
        in.expect("end", "if");
        return new Instruction.If(line, List.copyOf(branches), otherwise);
    }

    private Instruction choice() {
        int line = fragments.line();
        in.expect("case");
        Fragment search = in.at("when") ? null : fragments.until("an expression", "when");
        List<When> whens = new ArrayList<>();
        while (in.accept("when")) {
            List<Fragment> values = new ArrayList<>();
            if (search == null) {
                values.add(fragments.until("a condition", "then"));
            } else {
                do {
                    values.add(fragments.until("an expression", "then", ","));
                } while (in.acceptSymbol(","));
            }
            in.expect("then");
            whens.add(new When(List.copyOf(values), instructions()));
        }
        if (whens.isEmpty()) {
            throw in.expected("WHEN");
        }
        List<Instruction> otherwise = in.accept("else") ? instructions() : null;
        in.expect("end", "case");
        return new Instruction.Case(line, search, List.copyOf(whens), otherwise);
    }

    private Instruction loop(@Nullable String label) {
        int line = fragments.line();
        Fragment condition = in.accept("while") ? fragments.until("a condition", "loop") : null;
        scopes.enter(label, true);
        List<Instruction> instructions = loopBody(label);
        scopes.leave();
        return new Instruction.Loop(line, label, condition, instructions);
    }

    private List<Instruction> loopBody(@Nullable String label) {
        in.expect("loop");
        List<Instruction> instructions = instructions();
        in.expect("end", "loop");
        endLabel(label);
        return instructions;
    }

    private Instruction forLoop(@Nullable String label) {
        int line = fragments.line();
        in.expect("for");
        List<Target> targets = simple.targets(false);
        in.expect("in");
        if (in.accept("execute")) {
            Fragment text = fragments.until("a text", "loop", "using");
            List<Fragment> using = in.accept("using") ? simple.list("loop") : List.of();
            return forRows(line, label, targets, new Source(text, true, using));
        }
        boolean reverse = in.accept("reverse");
        List<Token> tokens = fragments.tokensUntil("a query or a range", "loop");
        int dots = dots(tokens);
        if (dots < 0) {
            Fragment query = fragments.cut("a query", tokens);
            return forRows(line, label, targets, new Source(query, false, List.of()));
        }
        return forRange(line, label, targets, reverse, tokens, dots);
    }

    private Instruction forRows(int line, @Nullable String label, List<Target> targets, Source source) {
        targets.forEach(simple::requireVariable);
        scopes.enter(label, true);
        List<Instruction> instructions = loopBody(label);
        scopes.leave();
        return new Instruction.ForRows(line, label, targets, source, instructions);
    }

    /** The place of {@code ..} outside of parentheses; the second dot may be a number's first character. */
    private static int dots(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            Token next = tokens.get(i + 1);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            boolean dots = token.isSymbol(".")
                    && token.end() == next.start()
                    && (next.isSymbol(".") || next.text().startsWith("."));
            if (depth == 0 && dots) {
                return i;
            }
        }
        return -1;
    }

    private Instruction forRange(
            int line, @Nullable String label, List<Target> targets, boolean reverse, List<Token> tokens, int dots) {
        if (targets.size() != 1 || targets.get(0).parts().size() != 1) {
            throw Mistake.syntax(tokens.get(0).start(), "a loop over whole numbers has one plain variable");
        }
        int behind = tokens.get(dots + 1).start() + 1;
        int end = tokens.get(tokens.size() - 1).end();
        int by = -1;
        for (int i = dots + 1; i < tokens.size(); i++) {
            by = tokens.get(i).is("by") ? i : by;
        }
        int toEnd = by < 0 ? end : tokens.get(by - 1).end();
        if (dots == 0 || toEnd <= behind || by == tokens.size() - 1) {
            throw Mistake.syntax(tokens.get(dots).start(), "a range needs two bounds: first .. last");
        }
        Fragment from =
                fragments.cut(tokens.get(0).start(), tokens.get(dots - 1).end());
        Fragment to = fragments.cut(behind, toEnd);
        Fragment step = by < 0 ? null : fragments.cut(tokens.get(by + 1).start(), end);
        String variable = targets.get(0).parts().get(0);
        scopes.enter(label, true);
        scopes.declare(variable, Scopes.Use.VARIABLE);
        List<Instruction> instructions = loopBody(label);
        scopes.leave();
        return new Instruction.ForRange(line, label, variable, reverse, from, to, step, instructions);
    }
}
