package io.forebay.engine.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a copy job does beside loading each new key once. Extensions of Redshift's grammar; {@link #DEFAULT} is what
 * Redshift does.
 *
 * @param backfill what was there before the job and is to be loaded; null for none of it
 * @param onChange what becomes of a key that is overwritten after it was seen
 * @param onDuplicate what becomes of a file whose bytes were loaded under another name
 * @param afterLoad what becomes of an object whose load is durable
 * @param trigger what makes the job load
 * @param keysAscending whether new keys sort behind old ones
 * @param then the call that each load ends with, as it is written behind CALL; empty for none
 */
public record JobOptions(
        @Nullable Backfill backfill,
        OnChange onChange,
        OnDuplicate onDuplicate,
        AfterLoad afterLoad,
        Trigger trigger,
        boolean keysAscending,
        String then) {
    public static final JobOptions DEFAULT =
            new JobOptions(null, OnChange.IGNORE, OnDuplicate.LOAD, AfterLoad.KEEP, Trigger.NONE, false, "");

    /** ON CHANGE. */
    public enum OnChange {
        IGNORE,
        RELOAD,
        REPLACE,
        ERROR
    }

    /** ON DUPLICATE CONTENT. */
    public enum OnDuplicate {
        LOAD,
        SKIP,
        ERROR
    }

    /**
     * BACKFILL.
     *
     * @param from the URI prefix of what is loaded; empty for all
     * @param since the last-modified time from which on objects are loaded; null for all
     */
    public record Backfill(String from, @Nullable Instant since) {
        public static final Backfill ALL = new Backfill("", null);
    }

    /** AFTER LOAD. @param to the URI prefix, with a slash at its end, for MOVE; else empty */
    public record AfterLoad(Kind kind, String to) {
        public static final AfterLoad KEEP = new AfterLoad(Kind.KEEP, "");
        public static final AfterLoad DELETE = new AfterLoad(Kind.DELETE, "");

        /** What happens to the object. */
        public enum Kind {
            KEEP,
            MOVE,
            DELETE
        }
    }

    /**
     * TRIGGER MANIFEST.
     *
     * @param manifests the URI with {@code *} of the manifests that trigger a load; empty when every file does
     */
    public record Trigger(String manifests, OnMissing onMissing) {
        public static final Trigger NONE = new Trigger("", OnMissing.WAIT);

        /** What becomes of a manifest while a file that it needs is not there. */
        public enum OnMissing {
            WAIT,
            FAIL
        }

        public ManifestPattern pattern() {
            return ManifestPattern.of(manifests);
        }
    }

    public Optional<Backfill> findBackfill() {
        return Optional.ofNullable(backfill);
    }

    /** Whether a load is triggered by a manifest. */
    public boolean triggered() {
        return !trigger.manifests().isEmpty();
    }

    /** Whether each load ends with a call. */
    public boolean calls() {
        return !then.isEmpty();
    }

    /** The same with another call. @param call as in {@link #then} */
    public JobOptions calling(String call) {
        return new JobOptions(backfill, onChange, onDuplicate, afterLoad, trigger, keysAscending, call);
    }

    /**
     * The options as they are written behind JOB CREATE name, those that are not the default, in a fixed order: the
     * stored form, which parses to the same options. Empty for {@link #DEFAULT}.
     */
    public String text() {
        List<String> words = new ArrayList<>();
        if (backfill != null) {
            words.add("BACKFILL");
            if (!backfill.from().isEmpty()) {
                words.add("FROM " + quoted(backfill.from()));
            }
            if (backfill.since() != null) {
                words.add("SINCE " + quoted(backfill.since().toString()));
            }
        }
        if (onChange != OnChange.IGNORE) {
            words.add("ON CHANGE " + onChange);
        }
        if (onDuplicate != OnDuplicate.LOAD) {
            words.add("ON DUPLICATE CONTENT " + onDuplicate);
        }
        switch (afterLoad.kind()) {
            case KEEP -> {}
            case MOVE -> words.add("AFTER LOAD MOVE TO " + quoted(afterLoad.to()));
            case DELETE -> words.add("AFTER LOAD DELETE");
        }
        if (triggered()) {
            words.add("TRIGGER MANIFEST " + quoted(trigger.manifests()));
            if (trigger.onMissing() != Trigger.OnMissing.WAIT) {
                words.add("ON MISSING " + trigger.onMissing());
            }
        }
        if (keysAscending) {
            words.add("KEYS ASCENDING");
        }
        if (calls()) {
            words.add("THEN CALL " + then);
        }
        return String.join(" ", words);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
