package io.forebay.engine.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.choice.Condition;
import io.forebay.engine.flow.data.Expression;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One state of a machine. Immutable, thread-safe. */
public sealed interface State {
    Common common();

    <R> R accept(Visitor<R> visitor);

    default String name() {
        return common().name();
    }

    /**
     * What nearly all states have.
     *
     * @param type as definitions write it
     * @param input what of the input it sees; only with JSONPath, as is {@code outputPath}
     * @param output what JSONata makes its output of
     * @param assign an object: a value for each variable
     * @param next null when the machine ends here, or when it is told elsewhere
     */
    record Common(
            String name,
            String type,
            Language language,
            Selection input,
            Selection outputPath,
            @Nullable Expression output,
            @Nullable Expression assign,
            @Nullable String next) {
        public boolean jsonata() {
            return language == Language.JSONATA;
        }
    }

    /**
     * What becomes of the input and the result of a state that works.
     *
     * @param parameters of Parameters, Arguments or ItemSelector
     */
    record Filters(@Nullable Expression parameters, @Nullable Expression selector, Placement placement) {}

    /** One whose work has a result, or an error that may be retried and caught. */
    sealed interface Working extends State {
        Filters filters();

        Recovery recovery();
    }

    /** What is done about an error. The first that names it. */
    record Recovery(List<Retrier> retriers, List<Catcher> catchers) {
        public static final Recovery NONE = new Recovery(List.of(), List.of());

        public Recovery {
            retriers = List.copyOf(retriers);
            catchers = List.copyOf(catchers);
        }
    }

    /** @param result a literal, never a template */
    record Pass(Common common, Filters filters, @Nullable JsonNode result) implements State {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pass(this);
        }
    }

    /** @param timeout in seconds, as is the heartbeat */
    record Task(
            Common common,
            Filters filters,
            Recovery recovery,
            Resource resource,
            @Nullable NumberField timeout,
            @Nullable NumberField heartbeat,
            @Nullable Expression credentials)
            implements Working {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.task(this);
        }
    }

    /** @param otherwise where to when no rule holds */
    record Choice(Common common, List<Rule> rules, @Nullable String otherwise) implements State {
        public Choice {
            rules = List.copyOf(rules);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.choice(this);
        }
    }

    /** A matching rule's output and variables take the place of the state's own. */
    record Rule(Condition condition, String next, @Nullable Expression output, @Nullable Expression assign) {}

    /** One of both. */
    record Wait(Common common, @Nullable NumberField seconds, @Nullable TimeField timestamp) implements State {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.await(this);
        }
    }

    record Succeed(Common common) implements State {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.succeed(this);
        }
    }

    record Fail(Common common, @Nullable TextField error, @Nullable TextField cause) implements State {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fail(this);
        }
    }

    record Parallel(Common common, Filters filters, Recovery recovery, List<Machine> branches) implements Working {
        public Parallel {
            branches = List.copyOf(branches);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.parallel(this);
        }
    }

    /**
     * The filters' parameters are those of one item.
     *
     * @param distribution null when the items are run inside of this execution
     */
    record Map(
            Common common,
            Filters filters,
            Recovery recovery,
            Machine processor,
            ItemSource source,
            Tolerance tolerance,
            @Nullable Distribution distribution)
            implements Working {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.map(this);
        }

        public Optional<Distribution> findDistribution() {
            return Optional.ofNullable(distribution);
        }
    }

    interface Visitor<R> {
        R pass(Pass state);

        R task(Task state);

        R choice(Choice state);

        R await(Wait state);

        R succeed(Succeed state);

        R fail(Fail state);

        R parallel(Parallel state);

        R map(Map state);
    }
}
