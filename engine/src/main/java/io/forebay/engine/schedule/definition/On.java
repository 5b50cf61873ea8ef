package io.forebay.engine.schedule.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.event.EventPattern;
import io.forebay.spi.store.ObjectUri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which events a trigger waits for.
 *
 * @param sources that make such events
 * @param means whether an event of them is meant
 * @param prefixes that are listed for objects
 * @param existing whether objects count that are there before the trigger
 * @param files how many loaded files are told as one; 0 for each load
 * @param quiet how long no load may follow before those that were are told as one; zero for not
 */
public record On(
        Set<String> sources,
        Predicate<JsonNode> means,
        List<ObjectUri> prefixes,
        boolean existing,
        int files,
        Duration quiet) {
    public static final String OBJECTS = "aws.s3";
    public static final String EXECUTIONS = "aws.states";
    public static final String STATEMENTS = "aws.redshift-data";
    public static final String LOADS = "forebay.copyjob";

    private static final Set<String> ALL = new TreeSet<>(Set.of(OBJECTS, EXECUTIONS, STATEMENTS, LOADS));
    private static final Set<String> WAYS = new TreeSet<>(Set.of("Object", "CopyJob", "Execution", "Statement"));
    static final List<String> ENDS = List.of("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED");
    private static final List<String> STATES = List.of("FINISHED", "FAILED", "ABORTED");

    public boolean gathers() {
        return files > 0 || !quiet.isZero();
    }

    private static On of(String source, Predicate<JsonNode> means) {
        return new On(Set.of(source), means, List.of(), false, 0, Duration.ZERO);
    }

    // ---- short forms

    static On read(JsonNode given) {
        String way = "";
        for (String each : WAYS) {
            if (given.hasNonNull(each)) {
                if (!way.isEmpty()) {
                    throw Members.refused("On has both " + way + " and " + each + "; it is one of them.");
                }
                way = each;
            }
        }
        return switch (way) {
            case "Object" -> objects(Members.of("On", given, Set.of("Object", "Suffix", "Existing")));
            case "CopyJob" -> loads(Members.of("On", given, Set.of("CopyJob", "Files", "Quiet")));
            case "Execution" -> executions(Members.of("On", given, Set.of("Execution", "Status")));
            case "Statement" -> statements(Members.of("On", given, Set.of("Statement", "State")));
            default -> throw Members.refused("On needs one of " + String.join(", ", WAYS) + ".");
        };
    }

    private static On objects(Members members) {
        List<ObjectUri> prefixes =
                members.texts("Object").stream().map(ObjectUri::parse).toList();
        if (prefixes.isEmpty()) {
            throw Members.refused("On.Object names no prefix.");
        }
        List<String> suffixes = members.texts("Suffix");
        Predicate<JsonNode> means = event -> {
            String key = event.path("detail").path("object").path("key").asText();
            return suffixes.isEmpty() || suffixes.stream().anyMatch(key::endsWith);
        };
        return new On(Set.of(OBJECTS), means, prefixes, members.flag("Existing"), 0, Duration.ZERO);
    }

    private static On loads(Members members) {
        String job = members.required("CopyJob");
        Predicate<JsonNode> means = event -> {
            JsonNode detail = event.path("detail");
            return detail.path("job").asText().equalsIgnoreCase(job)
                    && detail.path("files").asLong() > 0;
        };
        int files = members.number("Files", 1, 1_000_000, 0);
        return new On(Set.of(LOADS), means, List.of(), false, files, members.duration("Quiet"));
    }

    private static On executions(Members members) {
        String given = members.required("Execution");
        String machine = given.substring(given.lastIndexOf(':') + 1);
        Set<String> status = words(members, "Status", ENDS);
        return of(EXECUTIONS, event -> {
            JsonNode detail = event.path("detail");
            return detail.path("stateMachineArn").asText().endsWith(":stateMachine:" + machine)
                    && status.contains(detail.path("status").asText());
        });
    }

    private static On statements(Members members) {
        String name = members.required("Statement");
        Set<String> states = words(members, "State", STATES);
        return of(STATEMENTS, event -> {
            JsonNode detail = event.path("detail");
            return detail.path("statementName").asText().equals(name)
                    && states.contains(detail.path("state").asText());
        });
    }

    private static Set<String> words(Members members, String name, List<String> known) {
        Set<String> words = new TreeSet<>();
        for (String word : members.texts(name)) {
            if (!known.contains(word.toUpperCase(Locale.ROOT))) {
                throw Members.refused(
                        "On." + name + " has words of " + String.join(", ", known) + ", not '" + word + "'.");
            }
            words.add(word.toUpperCase(Locale.ROOT));
        }
        return words.isEmpty() ? Set.copyOf(known) : words;
    }

    // ---- patterns of EventBridge

    /** Where objects are meant, the pattern must name their buckets: these are listed. */
    static On pattern(JsonNode pattern) {
        EventPattern read = EventPattern.of(pattern);
        List<String> buckets = exact(pattern.path("detail").path("bucket").path("name"));
        Set<String> sources = new TreeSet<>(exact(pattern.path("source")));
        if (pattern.path("source").isMissingNode()) {
            sources.addAll(ALL);
            if (buckets.isEmpty()) {
                sources.remove(OBJECTS);
            }
        }
        sources.retainAll(ALL);
        if (sources.isEmpty()) {
            throw Members.refused("EventPattern.source names nothing that makes events here; there are "
                    + String.join(", ", ALL) + ".");
        }
        if (sources.contains(OBJECTS) && buckets.isEmpty()) {
            throw Members.refused("EventPattern.detail.bucket.name must name the bucket: it is listed.");
        }
        List<ObjectUri> prefixes = new ArrayList<>();
        if (sources.contains(OBJECTS)) {
            List<String> keys = prefixes(pattern.path("detail").path("object").path("key"));
            buckets.forEach(bucket -> keys.forEach(key -> prefixes.add(new ObjectUri("s3", bucket, key))));
        }
        return new On(sources, read::matches, prefixes, false, 0, Duration.ZERO);
    }

    private static List<String> exact(JsonNode alternatives) {
        List<String> texts = new ArrayList<>();
        alternatives.forEach(each -> {
            if (each.isTextual()) {
                texts.add(each.textValue());
            }
        });
        return texts;
    }

    /** With what keys begin that a pattern means; the empty one where it does not say. */
    private static List<String> prefixes(JsonNode alternatives) {
        List<String> prefixes = new ArrayList<>();
        for (JsonNode each : alternatives) {
            JsonNode prefix = each.isTextual() ? each : each.path("prefix");
            prefixes.add(prefix.isTextual() ? prefix.textValue() : "");
        }
        if (prefixes.isEmpty()) {
            prefixes.add("");
        }
        // what is under another is listed with it
        return prefixes.stream()
                .distinct()
                .filter(each -> prefixes.stream().noneMatch(other -> !other.equals(each) && each.startsWith(other)))
                .toList();
    }
}
