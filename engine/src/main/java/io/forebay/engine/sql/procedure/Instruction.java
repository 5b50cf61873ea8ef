package io.forebay.engine.sql.procedure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement of a procedure's body. Lists are never changed; labels are null where there is none. */
public sealed interface Instruction {
    /** In the body, from 1. */
    int line();

    <R> R accept(Visitor<R> visitor);

    /** @param handler null without EXCEPTION */
    record Block(
            int line,
            @Nullable String label,
            List<Declaration> declarations,
            List<Instruction> body,
            @Nullable Handler handler)
            implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.block(this);
        }
    }

    /** EXCEPTION WHEN OTHERS. @param continues CONTINUE_HANDLER: goes on behind the statement that failed */
    record Handler(boolean continues, List<Instruction> body) {}

    record Assign(int line, Target target, Fragment value) implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.assign(this);
        }
    }

    record If(int line, List<Branch> branches, List<Instruction> otherwise) implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.conditional(this);
        }
    }

    record Branch(Fragment condition, List<Instruction> body) {}

    /** @param search null for the searched form @param otherwise null without ELSE */
    record Case(int line, @Nullable Fragment search, List<When> whens, @Nullable List<Instruction> otherwise)
            implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.choice(this);
        }
    }

    record When(List<Fragment> values, List<Instruction> body) {}

    /** @param condition null for LOOP, which only EXIT and RETURN end */
    record Loop(int line, @Nullable String label, @Nullable Fragment condition, List<Instruction> body)
            implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.loop(this);
        }
    }

    /** @param step null for 1 */
    record ForRange(
            int line,
            @Nullable String label,
            String variable,
            boolean reverse,
            Fragment from,
            Fragment to,
            @Nullable Fragment step,
            List<Instruction> body)
            implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.forRange(this);
        }
    }

    record ForRows(int line, @Nullable String label, List<Target> targets, Source source, List<Instruction> body)
            implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.forRows(this);
        }
    }

    /** Rows of a query. @param dynamic whether the fragment gives the query's text @param using values of its parameters */
    record Source(Fragment fragment, boolean dynamic, List<Fragment> using) {}

    /** EXIT or CONTINUE. @param condition null without WHEN */
    record Leave(int line, boolean continues, @Nullable String label, @Nullable Fragment condition)
            implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.leave(this);
        }
    }

    record Return(int line) implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.returns(this);
        }
    }

    record Nothing(int line) implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.nothing(this);
        }
    }

    /** A statement of SQL, EXECUTE, PERFORM. @param into empty when its rows go nowhere */
    record Sql(int line, Kind kind, Source source, List<Target> into) implements Instruction {
        /** How it was written. */
        public enum Kind {
            STATEMENT,
            EXECUTE,
            PERFORM
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sql(this);
        }
    }

    record Call(int line, Fragment name, List<Fragment> arguments) implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }
    }

    /** @param level null for RAISE alone, which raises again what is being handled */
    record Raise(int line, @Nullable Level level, String format, List<Fragment> values) implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.raise(this);
        }
    }

    /** How loud a RAISE is. */
    enum Level {
        DEBUG,
        LOG,
        INFO,
        NOTICE,
        WARNING,
        EXCEPTION
    }

    /** GET DIAGNOSTICS target := ROW_COUNT. */
    record Diagnostics(int line, Target target) implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.diagnostics(this);
        }
    }

    /** @param source null for a cursor with a query of its own, which takes the arguments */
    record Open(int line, Target cursor, @Nullable Source source, List<Fragment> arguments) implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.open(this);
        }
    }

    /** FETCH, or MOVE where there is nothing to put the row into. */
    record Fetch(int line, Target cursor, List<Target> into) implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fetch(this);
        }
    }

    record Close(int line, Target cursor) implements Instruction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.close(this);
        }
    }

    record Transaction(int line, Verb verb) implements Instruction {
        /** What happens to the transaction. */
        public enum Verb {
            START,
            COMMIT,
            ROLLBACK
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.transaction(this);
        }
    }

    interface Visitor<R> {
        R block(Block block);

        R assign(Assign assign);

        R conditional(If conditional);

        R choice(Case choice);

        R loop(Loop loop);

        R forRange(ForRange loop);

        R forRows(ForRows loop);

        R leave(Leave leave);

        R returns(Return returns);

        R nothing(Nothing nothing);

        R sql(Sql sql);

        R call(Call call);

        R raise(Raise raise);

        R diagnostics(Diagnostics diagnostics);

        R open(Open open);

        R fetch(Fetch fetch);

        R close(Close close);

        R transaction(Transaction transaction);
    }
}
