package io.forebay.engine.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.data.Expression;
import io.forebay.engine.flow.value.ErrorName;
import io.forebay.engine.flow.value.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads Retry and Catch. */
final class RecoveryReader {
    private static final Set<String> RETRIER = Set.of(
            "ErrorEquals",
            "IntervalSeconds",
            "MaxAttempts",
            "BackoffRate",
            "MaxDelaySeconds",
            "JitterStrategy",
            "Comment");
    private static final Set<String> PATHS = Set.of("ErrorEquals", "Next", "ResultPath", "Assign", "Comment");
    private static final Set<String> JSONATA = Set.of("ErrorEquals", "Next", "Output", "Assign", "Comment");

    /** MaxDelaySeconds, from the Developer Guide. */
    private static final int LONGEST = 31_622_399;

    private final Fields fields;
    private final Language language;
    private final Map<String, String> targets;

    RecoveryReader(Fields fields, Language language, Map<String, String> targets) {
        this.fields = fields;
        this.language = language;
        this.targets = targets;
    }

    State.Recovery read() {
        if (!fields.has("Retry") && !fields.has("Catch")) {
            return State.Recovery.NONE;
        }
        List<Retrier> retriers = new ArrayList<>();
        List<Fields> retry = fields.list("Retry");
        for (Fields retrier : retry) {
            retriers.add(retrier(retrier, retrier == retry.get(retry.size() - 1)));
        }
        List<Catcher> catchers = new ArrayList<>();
        List<Fields> caught = fields.list("Catch");
        for (Fields catcher : caught) {
            catcher(catcher, catcher == caught.get(caught.size() - 1), catchers);
        }
        return new State.Recovery(retriers, catchers);
    }

    private Retrier retrier(Fields retrier, boolean last) {
        retrier.allow(RETRIER, "a retrier");
        int interval = retrier.number("IntervalSeconds", 1, Limits.SECONDS, 1);
        int longest = retrier.number("MaxDelaySeconds", 1, LONGEST, 0);
        String jitter = retrier.text("JitterStrategy");
        if (jitter != null && !jitter.equals("FULL") && !jitter.equals("NONE")) {
            retrier.bad("JitterStrategy", "The value of 'JitterStrategy' must be FULL or NONE");
        }
        return new Retrier(
                errors(retrier, last),
                interval,
                retrier.number("MaxAttempts", 0, Limits.SECONDS, 3),
                backoff(retrier),
                longest == 0 ? null : longest,
                "FULL".equals(jitter));
    }

    private static double backoff(Fields retrier) {
        JsonNode rate = retrier.find("BackoffRate");
        if (rate == null) {
            return 2.0;
        }
        if (!rate.isNumber() || rate.doubleValue() < 1) {
            retrier.bad("BackoffRate", "The value of 'BackoffRate' must be a number of at least 1.0");
            return 2.0;
        }
        return rate.doubleValue();
    }

    private void catcher(Fields catcher, boolean last, List<Catcher> catchers) {
        catcher.allow(language == Language.JSONATA ? JSONATA : PATHS, "a catcher with " + language.label());
        catcher.require("Next");
        List<String> errors = errors(catcher, last);
        String next = catcher.text("Next");
        Expression assign = catcher.assign(language);
        if (next != null) {
            targets.put(catcher.at("Next"), next);
            catchers.add(new Catcher(errors, next, catcher.placement(), catcher.template("Output", language), assign));
        }
    }

    private static List<String> errors(Fields owner, boolean last) {
        owner.require("ErrorEquals");
        JsonNode names = owner.find("ErrorEquals");
        List<String> errors = new ArrayList<>();
        if (names == null) {
            return errors;
        }
        if (!names.isArray() || names.isEmpty()) {
            owner.bad("ErrorEquals", "The value of 'ErrorEquals' must be a non-empty ARRAY of error names");
            return errors;
        }
        for (JsonNode name : names) {
            if (!name.isTextual()) {
                owner.bad("ErrorEquals", "The value of 'ErrorEquals' must be a non-empty ARRAY of error names");
                return errors;
            }
            errors.add(name.textValue());
        }
        if (errors.contains(ErrorName.ALL) && (errors.size() > 1 || !last)) {
            owner.bad("ErrorEquals", "'States.ALL' must be alone in its 'ErrorEquals', and in the last of them");
        }
        return errors;
    }
}
