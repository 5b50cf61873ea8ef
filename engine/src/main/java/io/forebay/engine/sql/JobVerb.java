package io.forebay.engine.sql;

import io.forebay.spi.store.ObjectUri;
import org.jspecify.annotations.Nullable;

/**
 * What COPY JOB can do with a job beside Redshift's ALTER, RUN, LIST, SHOW and DROP: repair, explain, carry over. All are
 * extensions.
 */
public sealed interface JobVerb {
    <R> R accept(Visitor<R> visitor);

    /** RETRY name [FILE uri | FAILED]. @param file null for all that failed */
    record Retry(@Nullable ObjectUri file) implements JobVerb {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.retry(this);
        }
    }

    /** SKIP name FILE uri. */
    record Skip(ObjectUri file) implements JobVerb {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.skip(this);
        }
    }

    /** EXPLAIN name FILE uri. */
    record Explain(ObjectUri file) implements JobVerb {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.explain(this);
        }
    }

    /** RECONCILE name. */
    record Reconcile() implements JobVerb {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reconcile(this);
        }
    }

    /** REMOVE name FILE uri. */
    record Remove(ObjectUri file) implements JobVerb {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.remove(this);
        }
    }

    /** REPLAY name. */
    record Replay() implements JobVerb {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.replay(this);
        }
    }

    /** EXPORT name TO uri. */
    record Export(ObjectUri to) implements JobVerb {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.export(this);
        }
    }

    /** IMPORT name FROM uri. */
    record Import(ObjectUri from) implements JobVerb {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.importFrom(this);
        }
    }

    /** DRY RUN name. */
    record DryRun() implements JobVerb {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dryRun(this);
        }
    }

    interface Visitor<R> {
        R retry(Retry verb);

        R skip(Skip verb);

        R explain(Explain verb);

        R reconcile(Reconcile verb);

        R remove(Remove verb);

        R replay(Replay verb);

        R export(Export verb);

        R importFrom(Import verb);

        R dryRun(DryRun verb);
    }
}
