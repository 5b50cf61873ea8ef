package io.forebay.engine.external;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ExternalCalls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls endpoints for the rows of statements. Thread-safe. */
public final class LambdaCalls implements ExternalCalls {
    private final Endpoints endpoints;
    private final String database;
    private final Posting posting;

    public LambdaCalls(Endpoints endpoints, String database) {
        this.endpoints = endpoints;
        this.database = database;
        this.posting = new Posting(endpoints.timeout());
    }

    @Override
    public List<@Nullable String> values(Call call) {
        ExternalFunction function = ExternalFunction.parse(call.definition());
        if (!function.repeatable()) {
            return each(function, call.rows(), call.caller());
        }
        Map<List<@Nullable String>, Integer> places = new LinkedHashMap<>();
        call.rows().forEach(row -> places.putIfAbsent(row, places.size()));
        List<@Nullable String> found = each(function, List.copyOf(places.keySet()), call.caller());
        List<@Nullable String> values = new ArrayList<>(call.rows().size());
        call.rows().forEach(row -> values.add(found.get(places.getOrDefault(row, 0))));
        return values;
    }

    private List<@Nullable String> each(ExternalFunction function, List<List<@Nullable String>> rows, Caller caller) {
        BatchText text = new BatchText(function, caller.user(), database, caller.query());
        Posting.Target target =
                new Posting.Target(function, endpoints.address(function.lambda().function()));
        List<@Nullable String> values = new ArrayList<>(rows.size());
        List<String> batch = new ArrayList<>();
        long bytes = 0;
        for (List<@Nullable String> row : rows) {
            String json = text.row(row);
            int size = json.getBytes(StandardCharsets.UTF_8).length + 1;
            if (size > function.lambda().batchBytes()) {
                throw new ForebayException(
                        CommonError.TOO_MUCH,
                        "external function " + function.name() + ": the arguments of one row are larger than"
                                + " MAX_BATCH_SIZE, " + function.lambda().batchBytes() + " bytes");
            }
            if (batch.size() == function.lambda().batchRows()
                    || bytes + size > function.lambda().batchBytes()) {
                values.addAll(post(target, text, batch, caller));
                batch.clear();
                bytes = 0;
            }
            batch.add(json);
            bytes += size;
        }
        values.addAll(post(target, text, batch, caller));
        return values;
    }

    private List<@Nullable String> post(Posting.Target target, BatchText text, List<String> batch, Caller caller) {
        byte[] reply = posting.post(target, text.of(batch), caller.cancelled());
        return new BatchReply(target.function(), batch.size()).read(reply);
    }
}
