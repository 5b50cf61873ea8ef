package io.forebay.engine.flow.watch;

import io.forebay.engine.flow.run.Status;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An execution as it is now.
 *
 * @param machine the machine's name; of a distributed Map's child, of the machine that the Map is in
 * @param parent the ARN of the execution that started it; null for none
 * @param child whether it is one of a distributed Map's
 * @param stopped null while it runs
 * @param states that it is in, and how often; empty once it is over
 * @param input a text of JSON, as is output
 * @param output null unless it has succeeded
 */
public record ExecutionView(
        String arn,
        String name,
        String machine,
        @Nullable String parent,
        boolean child,
        Status status,
        Instant started,
        @Nullable Instant stopped,
        Map<String, Integer> states,
        String input,
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause,
        int redrives) {
    public ExecutionView {
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }
}
